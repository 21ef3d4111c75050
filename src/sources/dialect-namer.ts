import { nameDialect } from '../sql/name-dialect.ts';
import type { Statement } from '../sql/statement.ts';

/** Time for telling dialects apart in one run, ms: a comfort, and a hostile statement must not hold up a run. */
const BUDGET_MS = 3000;

/** Names the dialect of rejected statements while its time lasts; after that they keep PostgreSQL's syntax error. */
export class DialectNamer {
  #spentMs = 0;

  async nameDialects(statements: readonly Statement[]): Promise<readonly Statement[]> {
    const named: Statement[] = [];
    for (const statement of statements) named.push(await this.#nameDialect(statement));
    return named;
  }

  async #nameDialect(statement: Statement): Promise<Statement> {
    if (statement.failure?.kind !== 'syntax' || this.#spentMs > BUDGET_MS) return statement;
    const started = performance.now();
    const named = await nameDialect(statement);
    this.#spentMs += performance.now() - started;
    return named;
  }
}
