/** An option of a command, as `parseArgs` of node:util takes it. */
export interface OptionType {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
}

/** What the command line gives for the options of a command; undefined where one was left out. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** What a command is told beside its options. */
export interface CommandContext {
  /** Folder inside of the repository. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** What `--help` of the command prints, without `--help` itself. */
  readonly usage: string;
  readonly options: Readonly<Record<string, OptionType>>;
  /** Names of the words that have to stand beside the options, in order; `prepare` gets them among the values. */
  readonly operands?: readonly string[];
  /**
   * Understands the values of the options, and gives what carries the command out and answers with the exit code.
   * @throws ConfigError naming the option and what is allowed
   */
  prepare(values: OptionValues): (context: CommandContext) => Promise<number>;
}
