// A repository holds more than programs. Whatever has the name of one is read, or named with the reason; nothing is fatal.
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../../scripts/repository/run-cli.ts';
import { TemporaryRepository } from '../../../scripts/repository/temporary-repository.ts';
import type { QueryList } from '../../../src/report/query-list/query-list-schema.ts';
import { check } from '../check.ts';
import { writeFiles } from '../write-files.ts';

const QUERY = 'SELECT id\nFROM orders';
const CONFIG = 'postgres: { provider: embedded }\nschema: [db/schema.sql]\n';

const FILES = {
  'explain-gate.yml': CONFIG,
  'db/schema.sql': 'CREATE TABLE orders (id integer);\n',
  'src/orders.ts': `export const all = () => db.query(\`${QUERY}\`);\n`,
  'src/mixed.py': `def all(c):\r\n    c.execute("""${QUERY.replace('\n', '\r\n')}""")\n`,
  'src/marked.go': `\ufeffpackage a\n\nfunc All() { db.Query(\`${QUERY}\`) }\n`,
};

const BAD = {
  'public/app.js': Buffer.alloc(50_000_000, 'var a="SELECT 1 FROM t";'),
  'src/video.ts': Buffer.from([0x47, 0x40, 0x00, 0x10, 0x00, 0x00, 0xb0, 0x0d, 0x00, 0x01]),
  'src/latin.php': Buffer.from('<?php $q = "SELECT \xe9 FROM t";', 'latin1'),
  'src/deep.js': `x = ${'('.repeat(100_000)}'SELECT 1 FROM t'${')'.repeat(100_000)};`,
};

/** `main` has what is in order; `change` adds what is not. */
function makeRepository(): Promise<TemporaryRepository> {
  return TemporaryRepository.create('bad-programs', async (repository) => {
    await writeFiles(repository.path, FILES);
    const first = await repository.commit('Base');
    await repository.git('checkout', '--quiet', '-b', 'change');
    await writeFiles(repository.path, BAD);
    await symlink('/etc/passwd', join(repository.path, 'src/outside.ts'));
    await symlink('circle.ts', join(repository.path, 'src/circle.ts'));
    await symlink('../src', join(repository.path, 'src/again'));
    await repository.git('add', '--all');
    for (const module of ['libs/shared', 'vendor/shared']) {
      await repository.git('update-index', '--add', '--cacheinfo', `160000,${first},${module}`);
    }
    await repository.git('commit', '--quiet', '--message=Head');
  });
}

const REASONS = [
  ['libs/shared', 'submodule'],
  ['public/app.js', '47.7 MiB: query files are read up to 1 MiB'],
  ['src/circle.ts', 'symbolic link'],
  ['src/deep.js', expect.stringMatching(/^over 10000 brackets are open/)],
  ['src/latin.php', expect.stringMatching(/^not UTF-8/)],
  ['src/outside.ts', 'symbolic link'],
  ['src/video.ts', expect.stringMatching(/^not text: it has a NUL byte/)],
];

test('queries reads what is in order, and names the rest with its reason', async () => {
  await using repository = await makeRepository();
  const { exitCode, stdout, stderr } = await runCli(['queries', '--head', 'change', '--json'], {
    cwd: repository.path,
  });
  expect(exitCode, stderr).toBe(0);
  const { queries, notChecked } = JSON.parse(stdout) as QueryList;
  expect(queries.map(({ id, location, failure }) => [id, location.line, failure])).toEqual([
    ['src/marked.go#All', 3, null],
    ['src/mixed.py#all', 2, null],
    ['src/orders.ts#all', 1, null],
  ]);
  expect(notChecked.map(({ file, reason }) => [file, reason]).sort()).toEqual(REASONS);
});

test('check counts them, and does not pass what it could not read', async () => {
  await using repository = await makeRepository();
  const result = await check(repository, ['--base', 'main', '--head', 'change', '--format', 'json']);
  expect(result.exitCode, result.stderr).toBe(0);
  const { verdict, summary, notChecked } = JSON.parse(result.stdout);
  expect([verdict, summary.unchangedFiles]).toEqual(['warn', 3]);
  expect(notChecked.map(({ file, reason }: QueryList['notChecked'][number]) => [file, reason]).sort()).toEqual(
    REASONS,
  );
});
