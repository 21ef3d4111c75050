// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs under test hold templates
import { expect, test } from 'vitest';
import { readQueries } from '../../src/sources/read-queries.ts';
import { memoryTree } from './memory-tree.ts';

const PROGRAM = 'export const jobs = () => db.query(`SELECT id FROM ${workerSchema}.jobs`);';
const GLOBS = { include: ['**'], exclude: ['old/**'] };

const cases: readonly (readonly [
  string,
  Readonly<Record<string, Readonly<Record<string, string>>>>,
  readonly string[],
])[] = [
  ['of a path', { 'src/jobs.ts': { workerSchema: 'app' } }, []],
  ['of a glob', { 'src/**': { workerSchema: 'app' } }, []],
  [
    'of a file that is not there',
    { 'src/job.ts': { workerSchema: 'no' }, '**': { workerSchema: 'app' } },
    ['fragments.src/job.ts: no file that is searched for queries has this path'],
  ],
  [
    'of a file that is excluded',
    { 'old/**': { workerSchema: 'no' }, 'src/jobs.ts': { workerSchema: 'app' } },
    ['fragments.old/**: no file that is searched for queries has this path'],
  ],
  [
    'of a name that no query has',
    { 'src/jobs.ts': { workerSchema: 'app', workerSchem: 'no' } },
    ['fragments.src/jobs.ts.workerSchem: no query there has this put into its SQL'],
  ],
];
test.each(cases)('a text %s is put in, and what is in vain is told', async (_, fragments, warnings) => {
  const tree = memoryTree({ 'src/jobs.ts': PROGRAM, 'old/jobs.ts': PROGRAM });
  const read = await readQueries(tree, tree, GLOBS, { fragments });
  expect(read.head).toMatchObject([{ sql: 'SELECT id FROM app.jobs', failure: null }]);
  expect(read.warnings).toEqual(warnings);
});

test('of an unchanged file that is not read nothing is said', async () => {
  const tree = memoryTree({ 'src/jobs.ts': PROGRAM });
  const fragments = { 'src/jobs.ts': { other: 'x' }, 'gone.ts': { other: 'x' } };
  const { warnings } = await readQueries(tree, tree, GLOBS, { fragments, onlyChanged: true });
  expect(warnings).toEqual(['fragments.gone.ts: no file that is searched for queries has this path']);
});
