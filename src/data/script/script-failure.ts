/** Why a script can't go on, found by us and not by the server; becomes a SchemaError that names the file. */
export class ScriptFailure extends Error {
  readonly line: number;
  readonly code: string;
  readonly hint: string | undefined;

  constructor(line: number, code: string, message: string, hint?: string) {
    super(message);
    this.name = 'ScriptFailure';
    this.line = line;
    this.code = code;
    this.hint = hint;
  }
}
