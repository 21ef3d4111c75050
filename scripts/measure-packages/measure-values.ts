import { chooseValues } from '../../src/measure/values/choose-values.ts';
import { createProber } from '../../src/measure/values/probe/run-probe.ts';
import { connect } from '../../src/postgres/connect.ts';
import type { RunningServer } from '../../src/postgres/running-server.ts';
import type { Statement } from '../../src/sql/statement.ts';
import type { ValueCounts } from './measured-package.ts';

/** Asks for values of every readable query that has parameters, as a check does that has no values in its config. */
export async function measureValues(
  server: RunningServer,
  database: string,
  statements: readonly Statement[],
): Promise<ValueCounts> {
  await server.createMeasuringRole([database]);
  await using owner = await connect(server.connection(database));
  await owner.query('VACUUM (ANALYZE)');
  // Row-level security without policies hides every row of some packages from all but the owner.
  const roles = await owner.query(`SELECT rolname FROM pg_roles WHERE rolname ~ '^explain_gate_.*_measure$'`);
  for (const { rolname } of roles.rows as { rolname: string }[])
    await owner.query(`ALTER ROLE ${rolname} BYPASSRLS`);
  await using session = await server.openMeasuringSession(database, { session: [], statementSeconds: 10 });
  const prober = createProber(session);
  const parameterised = statements.filter(
    ({ failure, parameters }) => failure === null && parameters.length > 0,
  );
  const without: string[] = [];
  for (const statement of parameterised) {
    const chosen = await chooseValues(prober, statement);
    if ('failure' in chosen) {
      const { file, line } = statement.location;
      without.push(`${file}:${line} ${statement.name}: ${chosen.failure.message}`);
    }
  }
  return { parameterised: parameterised.length, given: parameterised.length - without.length, without };
}
