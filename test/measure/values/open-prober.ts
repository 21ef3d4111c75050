import { chooseValues } from '../../../src/measure/values/choose-values.ts';
import { createProber, type Prober } from '../../../src/measure/values/probe/run-probe.ts';
import { splitStatements } from '../../../src/sql/split-statements.ts';
import type { TestServer } from '../../postgres/test-server.ts';

/** A prober on a measuring session of a database made from `schema`. */
export async function openProber(
  testServer: TestServer,
  schema: string,
  session: readonly string[] = [],
): Promise<Prober & AsyncDisposable> {
  const database = await testServer.createDatabase('values', schema);
  await testServer.query(database, 'VACUUM (FREEZE, ANALYZE)');
  await testServer.server.createMeasuringRole([database]);
  const opened = await testServer.server.openMeasuringSession(database, { session, statementSeconds: 5 });
  return { ...createProber(opened), [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

/** Values by the name of their set, in the order of `$n`. */
export interface ChosenFor {
  readonly failure: string | null;
  readonly sets: Readonly<Record<string, readonly (string | null)[]>>;
}

/** What was chosen for one statement: the values of each set, or the reason why there are none. */
export async function chooseFor(prober: Prober, sql: string): Promise<ChosenFor> {
  const [statement] = splitStatements('q.sql', `${sql};`);
  if (!statement) throw new Error('no statement');
  const chosen = await chooseValues(prober, statement);
  if ('failure' in chosen) return { failure: chosen.failure.message, sets: {} };
  const sets: Record<string, readonly (string | null)[]> = {};
  for (const { name, values } of chosen.sets)
    sets[name] = statement.parameters.map(({ position }) => values.get(position) ?? null);
  return { failure: null, sets };
}

/** Runs a statement with values, takes back what it did, and gives its rows, or how many it changed. */
export async function runWith(
  prober: Prober,
  sql: string,
  values: readonly (string | null)[],
): Promise<number> {
  await prober.session.query('BEGIN');
  try {
    const answer = await prober.session.query(sql, values);
    return answer.rows.length;
  } finally {
    await prober.session.query('ROLLBACK');
  }
}
