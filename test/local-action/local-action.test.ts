import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeSampleRepository } from '../../scripts/demo/make-sample-repository.ts';
import { cleanEnvironment } from '../../scripts/repository/clean-environment.ts';
import { runCli } from '../../scripts/repository/run-cli.ts';
import { outlineReport } from '../act/report-outline.ts';
import { makeTemporaryFolder } from '../e2e/temporary-folder.ts';

/** GitHub's runner of an Action from its sources, as `.ci/install-local-action` prints it. */
const LOCAL_ACTION = process.env['EXPLAIN_GATE_LOCAL_ACTION'] || undefined;
const TITLE = '@github/local-action on the sample repository';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

if (LOCAL_ACTION === undefined && process.env['EXPLAIN_GATE_REQUIRE_ACT'] === '1')
  throw new Error('EXPLAIN_GATE_REQUIRE_ACT is set, and EXPLAIN_GATE_LOCAL_ACTION is not');

if (LOCAL_ACTION === undefined)
  describe.skip(`${TITLE} (skipped: it is not installed; .ci/install-local-action does it)`, () => {
    test('the report of the command line', () => undefined);
  });
else
  describe(TITLE, () => {
    test('the report of the command line', { timeout: 600_000 }, async ({ signal }) => {
      const { repository } = await makeSampleRepository();
      await using _ = repository;
      await using temporary = await makeTemporaryFolder();
      await repository.git('checkout', '--quiet', 'drop-index');
      const cli = ['check', '--base', 'main', '--head', 'HEAD', '--format', 'json'];
      const { stdout } = await runCli(cli, { cwd: repository.path });
      const { exitCode, log } = await runLocalAction(LOCAL_ACTION, temporary.path, repository.path, signal);
      expect(exitCode, log).toBe(1);
      const [folder] = await readdir(join(temporary.path, 'runner'));
      expect(folder, log).toBeDefined();
      const file = join(temporary.path, 'runner', folder ?? '', 'report.json');
      const report = JSON.parse(await readFile(file, 'utf8'));
      expect(outlineReport(report)).toEqual(outlineReport(JSON.parse(stdout)));
      expect(report.verdict).toBe('fail');
      // Without a token the comment goes to the log and the summary.
      expect(log).toContain('2 of 7 queries regressed');
      expect(await readFile(join(temporary.path, 'summary.md'), 'utf8')).toContain('2 of 7 queries regressed');
    });
  });

/** Runs the sources of the Action in a repository; `folder` takes its files. */
async function runLocalAction(entry: string, folder: string, repository: string, signal: AbortSignal) {
  const inputs = join(folder, 'inputs.env');
  await mkdir(join(folder, 'runner'));
  await writeFile(join(folder, 'summary.md'), '');
  await writeFile(
    inputs,
    [
      'INPUT_BASE=main',
      `GITHUB_WORKSPACE=${repository}`,
      `GITHUB_STEP_SUMMARY=${join(folder, 'summary.md')}`,
      '',
    ].join('\n'),
  );
  const child = spawn(process.execPath, [entry, 'run', ROOT, 'src/run-action.ts', inputs], {
    // Where npm finds what the tool starts itself with.
    cwd: join(entry, '../../../../..'),
    env: cleanEnvironment({ RUNNER_TEMP: join(folder, 'runner') }),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const [[exitCode], out, err] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode, log: out + err };
}
