const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  s: ' ',
  e: '\u001b',
};

/**
 * What an escape sequence stands for, backslash included in `raw`. The languages agree on all but rare ones: `\n`,
 * `\x41`, `\u0041`, `\u{41}`, `\U00000041`, octal digits, and a line break, which stands for nothing.
 */
export function decodeEscape(raw: string): string {
  const body = raw.slice(1);
  if (/^\r?\n\s*$/.test(body)) return '';
  const code = /^(?:x\{?|u\{?|U)(?<hex>[0-9a-fA-F]+)\}?$/.exec(body)?.groups?.hex;
  if (code !== undefined) return fromCode(Number.parseInt(code, 16));
  if (/^[0-7]{1,3}$/.test(body)) return fromCode(Number.parseInt(body, 8));
  return NAMED[body] ?? body;
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
