import pg from 'pg';
import { startServer } from '../../src/postgres/start-server.ts';
import { silentProgress } from '../repository/silent-progress.ts';
import type { BenchProject } from './bench-project.ts';

/**
 * What the same statements cost when `pg` just runs them: the sum over all queries of one execution of base's text and
 * one of head's, ms, each after one warm-up, inside a transaction that is rolled back. The server has the same settings.
 */
export async function measureBare(projects: readonly BenchProject[]): Promise<number[]> {
  const first = projects[0];
  if (!first) return [];
  const options = { provider: 'embedded', image: '', version: 18, settings: {} } as const;
  await using server = await startServer(options, { progress: silentProgress });
  const client = new pg.Client({ ...server.connection(await server.createDatabase('bare')) });
  await client.connect();
  try {
    await client.query(first.migration);
    await client.query(first.seed);
    await client.query('CHECKPOINT');
    await client.query('VACUUM (FREEZE, ANALYZE)');
    const sums: number[] = [];
    for (const { queries } of projects) {
      let sum = 0;
      for (const text of queries.flatMap(({ base, head }) => [base, head]))
        sum += await timeStatement(client, text);
      sums.push(sum);
    }
    return sums;
  } finally {
    await client.end();
  }
}

async function timeStatement(client: pg.Client, text: string): Promise<number> {
  await client.query('BEGIN');
  await client.query(text);
  const startedAt = performance.now();
  await client.query(text);
  const took = performance.now() - startedAt;
  await client.query('ROLLBACK');
  return took;
}
