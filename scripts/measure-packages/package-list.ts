import { runDbos } from './live/dbos.ts';
import { runGraphileWorker } from './live/graphile-worker.ts';
import { runOpenworkflow } from './live/openworkflow.ts';
import { runPgBoss } from './live/pg-boss.ts';
import type { PublishedPackage } from './published-package.ts';
import { readDbosSchema } from './schema/dbos.ts';
import { readGraphileWorkerSchema } from './schema/graphile-worker.ts';
import { readOpenworkflowSchema } from './schema/openworkflow.ts';
import { readPgBossSchema } from './schema/pg-boss.ts';

/** Packages that hold SQL in their programs, each in another way. */
export const publishedPackages: readonly PublishedPackage[] = [
  {
    // Templates with the name of the schema in them.
    name: 'graphile-worker',
    alias: 'graphile-worker',
    entries: ['dist'],
    readSchema: readGraphileWorkerSchema,
    run: runGraphileWorker,
  },
  {
    // Functions that put statements together from those of other functions.
    name: 'pg-boss',
    alias: 'pg-boss',
    entries: ['dist'],
    readSchema: readPgBossSchema,
    run: runPgBoss,
  },
  {
    // Tagged templates of postgres.js.
    name: 'openworkflow',
    alias: 'openworkflow',
    entries: ['dist'],
    readSchema: readOpenworkflowSchema,
    run: runOpenworkflow,
  },
  {
    // A class whose methods hold the SQL where it is sent.
    name: '@dbos-inc/dbos-sdk',
    alias: 'dbos',
    entries: ['dist/src'],
    readSchema: readDbosSchema,
    run: runDbos,
  },
];
