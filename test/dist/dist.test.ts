// What is shipped is dist/ and action.yml, and nothing that npm could have installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildDist } from '../../scripts/build/build-dist.ts';
import { cleanEnvironment } from '../../scripts/repository/clean-environment.ts';
import { runCli } from '../../scripts/repository/run-cli.ts';
import { TemporaryRepository } from '../../scripts/repository/temporary-repository.ts';
import type { QueryList } from '../../src/report/query-list/query-list-schema.ts';
import { languages } from '../../src/sources/code/languages/index.ts';
import { makeRepository } from '../e2e/make-repository.ts';
import { readFixture } from '../e2e/read-fixture.ts';
import { findSchemaViolations } from '../e2e/validate-report.ts';
import { GitHubServer } from '../github/github-server.ts';
import { describeWithEngine, TEST_IMAGE } from '../postgres/container-engine.ts';
import { runAction } from './run-action.ts';
import { hashFiles, makeShippedFolder, type ShippedFolder } from './shipped-folder.ts';

let shipped: ShippedFolder;
beforeAll(async () => {
  shipped = await makeShippedFolder();
});
afterAll(() => shipped[Symbol.asyncDispose]());

/** Not spawnSync: the test runner takes a worker that says nothing for a minute for dead. */
async function runShipped(args: readonly string[], cwd = shipped.path, folder = 'dist') {
  const env = cleanEnvironment({ RUNNER_TOOL_CACHE: shipped.toolCache });
  const child = spawn(process.execPath, [join(shipped.path, folder, 'cli.js'), ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[status], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { status, stdout, stderr };
}

describe('dist/', () => {
  test('is the same bytes for the same sources', async () => {
    const again = join(shipped.path, 'again');
    await buildDist(again);
    expect(await hashFiles(again)).toEqual(await hashFiles(join(shipped.path, 'dist')));
  });

  test('is small enough to be downloaded in every job', () => {
    expect(shipped.bytes).toBeLessThan(12 * 1024 * 1024);
  });

  test('names no path of the machine that it was built on', async () => {
    const root = new URL('../..', import.meta.url).pathname;
    for (const name of Object.keys(await hashFiles(join(shipped.path, 'dist')))) {
      expect((await readFile(join(shipped.path, 'dist', name))).includes(root), name).toBe(false);
    }
  });

  test('carries the licences of what it contains', async () => {
    const licenses = await readFile(join(shipped.path, 'dist/THIRD_PARTY_LICENSES'), 'utf8');
    for (const name of [
      'pg',
      'zod',
      'yaml',
      'testcontainers',
      'libpg-query',
      'web-tree-sitter',
      '@vscode/tree-sitter-wasm',
      '@tree-sitter-grammars/tree-sitter-kotlin',
      '@actions/core',
      '@octokit/core',
    ]) {
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
    expect(licenses).toContain('PostgreSQL Global Development Group');
    for (const { grammar } of languages) {
      const name = grammar.replace('.wasm', '').replace('-tsx', '-typescript');
      expect(licenses).toMatch(new RegExp(`${name}[^\\n]*: Copyright|^@[^\\n]*/${name} `, 'm'));
    }
  });
});

describe('dist/cli.js', () => {
  test('tells its version and its options', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await runShipped(['--version'])).stdout).toBe(`explain-gate ${version}\n`);
    expect(await runShipped(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Usage: explain-gate '),
    });
  });

  test('checks a change, with a server that it installs itself', async () => {
    const fixture = readFixture('dropped-index');
    await using repository = await makeRepository(fixture.folder);
    const { status, stdout, stderr } = await runShipped(
      ['check', '--base', 'main', '--head', 'change', '--format', 'json'],
      repository.path,
    );
    expect(status, stderr).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ verdict: 'fail', environment: { provider: 'embedded' } });
    expect(findSchemaViolations(report)).toEqual([]);
  });
});

describe('the grammars of dist/', () => {
  let programs: TemporaryRepository;
  beforeAll(async () => {
    programs = await TemporaryRepository.create('programs', async (repository) => {
      await repository.add(fileURLToPath(new URL('../../fixtures/code', import.meta.url)));
      const config = 'queries: { include: ["**"], exclude: [] }\n';
      await writeFile(join(repository.path, 'explain-gate.yml'), config);
      await repository.commit('Programs');
    });
  });
  afterAll(() => programs[Symbol.asyncDispose]());

  test('read a query in every language, as they do from source', async () => {
    const { status, stdout, stderr } = await runShipped(['queries', '--json'], programs.path);
    expect(status, stderr).toBe(0);
    const fromSource = await runCli(['queries', '--json'], { cwd: programs.path });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(fromSource.stdout));
    const read = (JSON.parse(stdout) as QueryList).queries.filter(({ failure }) => failure === null);
    for (const { name, extensions } of languages) {
      const files = read.filter(({ location }) => extensions.some((e) => location.file.endsWith(e)));
      expect(files.length, name).toBeGreaterThan(0);
    }
    expect(JSON.parse(stdout)).toMatchObject({ notChecked: [] });
  });

  test('skip the files of one that is missing or broken, each with the reason', async () => {
    const damaged = join(shipped.path, 'damaged');
    await cp(join(shipped.path, 'dist'), damaged, { recursive: true });
    await rm(join(damaged, 'tree-sitter-go.wasm.br'));
    await writeFile(join(damaged, 'tree-sitter-ruby.wasm.br'), 'no Brotli');
    const { status, stdout, stderr } = await runShipped(['queries', '--json'], programs.path, 'damaged');
    expect(status, stderr).toBe(0);
    const { queries, notChecked } = JSON.parse(stdout) as QueryList;
    expect(new Set(notChecked.map(({ file }) => file.slice(file.lastIndexOf('.'))))).toEqual(
      new Set(['.go', '.rb']),
    );
    for (const { reason } of notChecked) {
      expect(reason).toMatch(/^the grammar of (?:Go|Ruby) did not load: \S/);
    }
    expect(queries.length).toBeGreaterThan(20);
  });
});

describeWithEngine('dist/cli.js with a container engine', () => {
  test('checks a change in a container', async () => {
    await using repository = await makeRepository(readFixture('dropped-index').folder);
    const config = parse(await readFile(join(repository.path, 'explain-gate.yml'), 'utf8'));
    const postgres = { provider: 'container', image: TEST_IMAGE };
    await writeFile(join(repository.path, 'explain-gate.yml'), JSON.stringify({ ...config, postgres }));
    const args = ['check', '--base', 'main', '--format', 'json'];
    const { status, stdout, stderr } = await runShipped(args, repository.path);
    expect(status, stderr).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fail', environment: { provider: 'container' } });
  });
});

describe('dist/action.js', () => {
  let github: GitHubServer;
  beforeEach(async () => {
    github = await GitHubServer.start();
  });
  afterEach(async () => {
    await github[Symbol.asyncDispose]();
    expect(github.violations).toEqual([]);
  });

  test('fails for a dropped index, says so everywhere, and turns green with the cause gone', async () => {
    const fixture = readFixture('dropped-index');
    await using repository = await makeRepository(fixture.folder);
    const red = await runAction(shipped, repository, { apiUrl: github.url, runId: 500 });
    expect(red.exitCode, red.log).toBe(1);
    expect(red.outputs).toMatchObject({ verdict: 'fail', regressed: '1' });
    const { outputs } = parse(await readFile(join(shipped.path, 'action.yml'), 'utf8'));
    expect(Object.keys(red.outputs).sort()).toEqual(Object.keys(outputs).sort());
    expect(red.report?.verdict).toBe('fail');
    for (const mention of fixture.mentions) {
      expect(red.summary).toContain(mention);
      expect(github.comments[0]?.body).toContain(mention);
    }
    expect(red.log).toMatch(/^::error title=explain-gate%3A more-blocks,file=queries\/orders\.sql,line=\d+/m);
    // One annotation for each error, and one failure.
    const errors = red.report?.queries.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity === 'error'),
    );
    expect(red.log.match(/^::error/gm)).toHaveLength(1 + (errors?.length ?? 0));
    expect(red.leftBehind).toEqual([]);

    await repository.git('rm', '--quiet', 'db/migrations/002_drop_index.sql');
    await repository.commit('Keep the index');
    const green = await runAction(shipped, repository, { apiUrl: github.url, runId: 501 });
    expect(green.exitCode, green.log).toBe(0);
    expect(green.outputs).toMatchObject({ verdict: 'pass', regressed: '0' });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toMatch(/run=501/);
  });

  test('has the same verdict when GitHub refuses the comment', async () => {
    github.trouble = () => 403;
    await using repository = await makeRepository(readFixture('reformatted-query').folder);
    const result = await runAction(shipped, repository, {
      apiUrl: github.url,
      runId: 500,
      inputs: { comment: 'always' },
    });
    expect(result.exitCode, result.log).toBe(0);
    expect(result.log).toMatch(/^::warning::.*`pull-requests: write`/m);
    expect(result.summary).not.toBe('');
  });

  test('gives no token to what the pull request runs', async () => {
    await using repository = await makeRepository(readFixture('reformatted-query').folder);
    const seen = join(shipped.path, 'seen-by-the-command');
    const config = await readFile(join(repository.path, 'explain-gate.yml'), 'utf8');
    const command = `env > '${seen}'; echo '::set-output name=verdict::pass'`;
    const extended = parse(config);
    extended.seed = [...(extended.seed ?? []), { command }];
    await writeFile(join(repository.path, 'explain-gate.yml'), JSON.stringify(extended));
    await repository.commit('Run a command');
    const result = await runAction(shipped, repository, { apiUrl: github.url, runId: 500 });
    expect(result.exitCode, result.log).toBe(0);
    const environment = await readFile(seen, 'utf8');
    expect(environment).toContain('DATABASE_URL=');
    expect(environment).not.toMatch(/secret_of_the_job|GITHUB_ENV=|GITHUB_OUTPUT=|^INPUT_/m);
    expect(result.log).not.toMatch(/^\s*::set-output/m);
  });

  test('names a mistake in the config once, and gives no verdict', async () => {
    await using repository = await makeRepository(readFixture('reformatted-query').folder);
    await writeFile(join(repository.path, 'explain-gate.yml'), 'shema: [db]\n');
    await repository.commit('Misspell a key');
    const result = await runAction(shipped, repository, { apiUrl: github.url, runId: 500 });
    expect(result.exitCode).toBe(2);
    expect(result.log.match(/^::error.*$/gm)).toEqual([
      expect.stringMatching(/explain-gate\.yml.*`shema`.*`schema`/),
    ]);
    expect(result.outputs).toEqual({});
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves nothing behind when the job is cancelled by %s',
    async (signal) => {
      await using repository = await makeRepository(readFixture('dropped-index').folder);
      let stopped = false;
      const result = await runAction(shipped, repository, {
        apiUrl: github.url,
        runId: 500,
        // A busy machine has no time for an orderly end: what is left then goes by a process that outlives the step.
        graceMs: 120_000,
        onLine: (line, stop) => {
          // By then the server runs.
          if (!stopped && line.startsWith('starting PostgreSQL')) {
            stopped = true;
            stop(signal);
          }
        },
      });
      expect(stopped, result.log).toBe(true);
      expect(result.exitCode).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(result.leftBehind).toEqual([]);
      expect(github.comments).toEqual([]);
    },
  );
});
