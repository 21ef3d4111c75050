import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLogLine, toLogText } from '../../src/github/log-text.ts';

test.each([
  ['::set-output name=verdict::pass', '·:: set-output name=verdict::pass'],
  ['   ::add-mask::x', '·:: add-mask::x'],
  ['boom\n::error::fooled', 'boom ::error::fooled'],
  ['x ##[add-path]/tmp', 'x ## [add-path]/tmp'],
  ['\u001b[2Jgone', ' [2Jgone'],
  ['seeding base: 12 rows', 'seeding base: 12 rows'],
])('%j is written as %j', (text, line) => {
  expect(toLogLine(text)).toBe(line);
});

test('no text is a command or more than one line', () => {
  const pieces = fc.constantFrom('::', '##[', '#', '[', ' ', '\n', '\r', '\t', '\u2028', 'error', '::error::x');
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      expect(toLogLine(parts.join(''))).not.toMatch(/^\s*::|##\[|[\n\r\u2028]/);
    }),
  );
});

test('several lines stay lines, and each is harmless', () => {
  expect(toLogText('schema:\n  - db\r\n::error::x\u2028::error::y')).toBe(
    'schema:\n  - db\n·:: error::x\n·:: error::y',
  );
});
