import { isUtf8 } from 'node:buffer';
import { ScriptFailure } from './script-failure.ts';

/** Text of a script, which begins on `line`. @throws ScriptFailure where it is not UTF-8 text */
export function decodeText(bytes: Buffer, line: number): string {
  if (isUtf8(bytes)) {
    const nul = bytes.indexOf(0);
    if (nul < 0) return bytes.toString();
    throw notText(line + countLines(bytes.subarray(0, nul)), 'a NUL byte');
  }
  for (let at = 0, here = line; at < bytes.length; here += 1) {
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found + 1;
    if (!isUtf8(bytes.subarray(at, end))) throw notText(here, 'bytes that are not UTF-8');
    at = end;
  }
  throw notText(line, 'bytes that are not UTF-8');
}

function notText(line: number, found: string): ScriptFailure {
  return new ScriptFailure(
    line,
    'schema-not-utf8',
    `${found}; scripts are read as UTF-8 text`,
    'Convert the file: iconv -t UTF-8',
  );
}

/** Line breaks in the bytes. */
export function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}
