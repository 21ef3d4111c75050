// Runs explain-gate on the sample project and its three pull requests, the way a user would: a git repository,
// the real command line, the embedded server. Exit code 0 when every verdict is as expected.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSurprises, type ReportOutcome, readExpectation } from './demo/expectation.ts';
import { makeSampleRepository } from './demo/make-sample-repository.ts';
import { runCli } from './repository/run-cli.ts';

const OUTPUT = fileURLToPath(new URL('../out/demo/', import.meta.url));

/** Checks one pull request, prints its report and what was expected, and returns whether they agree. */
async function showPullRequest(
  cwd: string,
  branch: string,
  folder: string,
  signal: AbortSignal,
): Promise<boolean> {
  const expected = await readExpectation(join(folder, 'expected.json'));
  const output = join(OUTPUT, branch);
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });

  console.log(`\n━━ Pull request: ${branch} ━━\n${expected.summary}\n`);
  const args = ['check', '--base', 'main', '--head', branch, '--format', 'text', '--output', output];
  const { exitCode, stdout } = await runCli(args, { cwd, stderr: 'inherit', signal });
  signal.throwIfAborted();
  console.log(stdout);
  if (exitCode !== 0 && exitCode !== 1) {
    console.log(`Not as expected: explain-gate ended with exit code ${exitCode} and gave no verdict.`);
    return false;
  }

  const report = JSON.parse(await readFile(join(output, 'report.json'), 'utf8')) as ReportOutcome;
  const surprises = findSurprises(expected, report, await readFile(join(output, 'report.md'), 'utf8'));
  const wantedExit = expected.verdict === 'fail' ? 1 : 0;
  if (exitCode !== wantedExit) surprises.push(`the exit code is ${exitCode}, not ${wantedExit}`);

  const statuses = Object.entries(expected.statuses).map(([name, status]) => `${name} ${status}`);
  console.log(`Expected: verdict ${expected.verdict}, exit code ${wantedExit}; ${statuses.join(', ')}.`);
  console.log(surprises.length === 0 ? 'As expected.' : `Not as expected: ${surprises.join('; ')}.`);
  return surprises.length === 0;
}

async function demo(signal: AbortSignal): Promise<boolean> {
  const { repository, pullRequests, cities } = await makeSampleRepository();
  await using _removed = repository;
  console.log(
    `A travel site with ${cities.toLocaleString('en')} real cities, as a git repository in ${repository.path}`,
  );
  let agreed = 0;
  for (const [branch, folder] of pullRequests) {
    if (await showPullRequest(repository.path, branch, folder, signal)) agreed += 1;
  }
  console.log(`\n${agreed} of ${pullRequests.size} verdicts as expected. The reports are in ${OUTPUT}`);
  return agreed === pullRequests.size;
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());

try {
  process.exitCode = (await demo(interruption.signal)) ? 0 : 1;
} catch (error) {
  if (!interruption.signal.aborted) throw error;
  console.error('Interrupted; the temporary repository is removed.');
  process.exitCode = 130;
}
