import { describe, expect, it } from 'vitest';
import { describeUsage, parseArguments } from '../src/command-line.ts';
import { readCheckOptions } from '../src/commands/check.ts';
import { commands } from '../src/commands/index.ts';
import { ConfigError } from '../src/errors.ts';

/** The values of a command line that runs `check`. */
function readCheck(line: string): unknown {
  const parsed = parseArguments(line.split(' '));
  return parsed.kind === 'run' && parsed.command.name === 'check' ? readCheckOptions(parsed.values) : parsed;
}

describe('parseArguments', () => {
  it('takes every option of check', () => {
    const line =
      'check --base main --head topic --config c.yml --url postgres://x --fail-on warning --format json --output out';
    expect(readCheck(line)).toEqual({
      ...{ base: 'main', head: 'topic', config: 'c.yml', url: 'postgres://x', failOn: 'warning' },
      ...{ format: 'json', output: 'out' },
    });
  });

  it('compares the work tree with the default branch when nothing is said', () => {
    expect(readCheck('check')).toEqual({
      ...{ base: undefined, head: undefined, config: undefined, url: undefined, failOn: 'error' },
      ...{ format: 'text', output: undefined },
    });
  });

  it.each([
    ['queries --json --head topic', 'queries', { json: true, head: 'topic' }],
    ['init --print', 'init', { print: true }],
    ['diff a.json b.txt --format json', 'diff', { base: 'a.json', head: 'b.txt', format: 'json' }],
    ['--base main check', 'check', { base: 'main' }],
    ['check --head queries', 'check', { head: 'queries' }],
  ])('%s', (line, name, values) => {
    expect(parseArguments(line.split(' '))).toMatchObject({ kind: 'run', command: { name }, values });
  });

  it.each([
    [[], 'help', null],
    [['--help'], 'help', null],
    [['-h'], 'help', null],
    [['check', '--help'], 'help', 'check'],
    [['queries', '-h', '--json'], 'help', 'queries'],
    [['--version'], 'version', null],
    [['init', '--version'], 'version', null],
  ])('%j is %s', (args, kind, name) => {
    const line = parseArguments(args);
    expect([line.kind, 'command' in line ? (line.command?.name ?? null) : null]).toEqual([kind, name]);
  });

  it.each([
    [
      'chekc',
      /unknown command "chekc" \(did you mean `check`\?\); there are check, baseline write, queries, diff, accept, init/,
    ],
    ['frobnicate', /unknown command "frobnicate"; there are/],
    ['check --bass main', /unknown option --bass of `check` \(did you mean `--base`\?\); allowed are --base,/],
    ['diff a.json', /`diff` needs <head>: <base> <head>/],
    ['diff a b c', /"c" is no option of `diff`/],
    ['queries --base main', /unknown option --base of `queries`/],
    ['init --jsn', /unknown option --jsn of `init`; allowed are --forks, --print/],
    ['check main', /"main" is no option of `check`/],
    ['check --base', /--base <value>' argument missing/],
    ['queries --json=yes', /--json/],
    ['check --format xml', /--format xml: allowed are text, markdown, json, html, sarif, junit, gitlab/],
    ['check --fail-on note', /--fail-on note: allowed are error, warning, never/],
  ])('refuses %s and names it', (line, message) => {
    expect(() => readCheck(line)).toThrow(message);
    expect(() => readCheck(line)).toThrow(ConfigError);
  });

  it.each(['postgres://u:secret@h/d', 'check postgres://u:secret@h/d'])('%s shows no password', (line) => {
    expect(() => readCheck(line)).toThrow(/postgres:\/\//);
    expect(() => readCheck(line)).not.toThrow(/secret/);
  });
});

describe('--help', () => {
  it('lists every command', () => {
    for (const { name, summary } of commands)
      expect(describeUsage(null)).toMatch(new RegExp(`${name} +${summary}`));
  });

  it.each(commands)('of $name names every option that it takes, and no other', (command) => {
    const named = [...describeUsage(command).matchAll(/^ {2}--([\w-]+)/gm)].map(([, option]) => option);
    expect(named).toEqual([...Object.keys(command.options), 'help']);
  });

  it.each([null, ...commands])('fits on a terminal of 120 columns', (command) => {
    expect(
      describeUsage(command)
        .split('\n')
        .filter((line) => line.length > 120),
    ).toEqual([]);
  });
});
