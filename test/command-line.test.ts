import { describe, expect, it } from 'vitest';
import { parseArguments } from '../src/command-line.ts';

describe('parseArguments', () => {
  it('takes every option of check', () => {
    const args =
      'check --base main --head topic --config c.yml --url postgres://x --fail-on warning --format json --output out';
    expect(parseArguments(args.split(' '))).toEqual({
      kind: 'check',
      options: { base: 'main', head: 'topic', config: 'c.yml', url: 'postgres://x', failOn: 'warning' },
      format: 'json',
      output: 'out',
    });
  });

  it('compares the work tree with the default branch when nothing is said', () => {
    expect(parseArguments(['check'])).toMatchObject({
      options: { base: undefined, head: undefined, failOn: 'error' },
      format: 'text',
    });
  });

  it.each([
    [['chekc'], /chekc/],
    [['check', '--bass', 'main'], /--bass/],
    [['check', '--format', 'xml'], /--format xml: allowed are text, markdown, json/],
    [['check', '--fail-on', 'note'], /--fail-on note: allowed are error, warning, never/],
  ])('refuses %j and names it', (args, message) => {
    expect(() => parseArguments(args)).toThrow(message);
  });
});
