import { nameDialects } from '../sql/name-dialects.ts';
import type { Statement } from '../sql/statement.ts';

/**
 * Time for telling dialects apart in one run, ms: a comfort, and a hostile statement must not hold up a run. It is time on the
 * processor, so that a busy machine reports the same as a quiet one.
 */
const BUDGET_MS = 3000;

/** Names the dialect of rejected statements while its time lasts; after that they keep PostgreSQL's syntax error. */
export class DialectNamer {
  #spentMs = 0;

  /** `statements` are those of one file. */
  async nameDialects(statements: readonly Statement[]): Promise<readonly Statement[]> {
    const [first] = statements;
    if (first === undefined) return statements;
    const before = process.cpuUsage();
    const spentMs = () => {
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    const hasTime = () => this.#spentMs + spentMs() <= BUDGET_MS;
    const named = await nameDialects(first.location.file, statements, hasTime);
    this.#spentMs += spentMs();
    return named;
  }
}
