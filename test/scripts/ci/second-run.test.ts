// What `.ci/run` says of tests that failed. A user of CI would miss which test it was, or be told that all passed.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanEnvironment } from '../../../scripts/repository/clean-environment.ts';

const ci = (name: string) => fileURLToPath(new URL(`../../../.ci/${name}`, import.meta.url));
const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const FILES = {
  'steady.test.mjs': `test('holds', () => {}); test.skip('is left out', () => {});`,
  'broken.test.mjs': `describe('a group', () => test('is broken', () => expect({ a: 1, b: [2] }).toEqual({ a: 1, b: [3] })))`,
  // Passes as soon as the file is there.
  'unsteady.test.mjs': `test('needs quiet', () => expect(existsSync('quiet'), 'too loud').toBe(true)); test('holds, too', () => {});`,
  'unloadable.test.mjs': `throw new Error('no such thing');`,
};

let folder = '';

/** The standard output, whatever the exit code. */
function run(...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const env = cleanEnvironment({
      EXPLAIN_GATE_FAILURES: join(folder, `${args.at(-1)}-failures.json`),
      CI: 'true',
    });
    execFile(process.execPath, args.slice(0, -1), { cwd: folder, env }, (_, stdout) => resolve(stdout));
  });
}

function runTests(name: string, ...files: readonly string[]): Promise<string> {
  const reporters = [
    '--reporter=json',
    `--outputFile.json=${join(folder, `${name}.json`)}`,
    `--reporter=${ci('failure-reporter.mjs')}`,
  ];
  return run(
    join(MODULES, 'vitest/vitest.mjs'),
    'run',
    '--root',
    folder,
    '--maxWorkers=1',
    ...reporters,
    ...files,
    name,
  );
}

const report = (name: string) => join(folder, `${name}.json`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-gate-runs-'));
  await mkdir(join(folder, 'tests'));
  await symlink(MODULES, join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(FILES)) {
    const imports = `import { existsSync } from 'node:fs';\nimport { describe, expect, test } from 'vitest';\n`;
    await writeFile(join(folder, 'tests', name), imports + text);
  }
  await runTests('first');
  await writeFile(join(folder, 'quiet'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('every failure is listed, with its file, its name and the difference', async () => {
  const list = await run(ci('list-failures.mjs'), report('first-failures'), report('none'), 'list');
  expect(list).toContain('✗ tests/broken.test.mjs > a group > is broken');
  expect(list).toMatch(/-\s+3,\n\s+\+\s+2,/);
  expect(list).toMatch(/✗ tests\/unloadable\.test\.mjs\n +Error: no such thing/);
  expect(list).toMatch(/✗ tests\/unsteady\.test\.mjs > needs quiet\n +AssertionError: too loud/);
  expect(await run(ci('count-tests.mjs'), report('first'), report('none'), 'counts')).toBe(
    '2 passed, 3 failed, 1 skipped\n',
  );
});

test('a file that passes when it is run again counts as passed, and is shown as unsteady', async () => {
  const files = (await run(ci('files-to-run-again.mjs'), report('first-failures'), 'files')).trim().split('\n');
  expect(files.sort()).toEqual([
    'tests/broken.test.mjs',
    'tests/unloadable.test.mjs',
    'tests/unsteady.test.mjs',
  ]);
  await runTests('second', ...files);
  const [failed, unsteady] = (
    await run(ci('list-failures.mjs'), report('first-failures'), report('second-failures'), 'list')
  ).split('UNSTEADY');
  expect(failed).toContain('failed again');
  expect(failed?.match(/✗ .*/g)?.sort()).toEqual([
    '✗ tests/broken.test.mjs > a group > is broken',
    '✗ tests/unloadable.test.mjs',
  ]);
  expect(unsteady?.match(/✗ .*/g)).toEqual(['✗ tests/unsteady.test.mjs > needs quiet']);
  expect(await run(ci('count-tests.mjs'), report('first'), report('second'), 'counts')).toBe(
    '3 passed, 2 failed, 1 skipped\n',
  );
});

test('many failed files are no noisy moment, and the list of them stays short', async () => {
  const failures = Array.from({ length: 40 }, (_, at) => ({
    file: `tests/${at}.test.ts`,
    test: 'x',
    error: `Error: ${'long\n'.repeat(100)}`,
  }));
  await writeFile(report('many'), JSON.stringify({ failures, unhandled: [] }));
  expect(await run(ci('files-to-run-again.mjs'), report('many'), 'files')).toBe('');
  const list = await run(ci('list-failures.mjs'), report('many'), report('none'), 'list');
  expect(list.length).toBeLessThan(4_500);
  expect(list).toMatch(/and \d+ more/);
  const stray = { failures: failures.slice(0, 1), unhandled: ['Error: nobody waited'] };
  await writeFile(report('stray'), JSON.stringify(stray));
  expect(await run(ci('files-to-run-again.mjs'), report('stray'), 'files')).toBe('');
  expect(await run(ci('list-failures.mjs'), report('stray'), report('none'), 'list')).toContain(
    'nobody waited',
  );
});
