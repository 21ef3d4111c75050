import type { Statement } from '../sql/statement.ts';

/**
 * The file of head that a statement's file has become: a file that head has no more is taken to have moved to the new
 * file that most of its paired statements are in, or else to the only new file of the same name in another folder.
 */
export function inferFileMoves(
  base: readonly Statement[],
  head: readonly Statement[],
  partners: ReadonlyMap<Statement, Statement>,
): (statement: Statement) => string {
  const inBase = new Set(base.map((s) => s.location.file));
  const inHead = new Set(head.map((s) => s.location.file));
  const gone = new Set([...inBase].filter((file) => !inHead.has(file)));
  const arrived = new Set([...inHead].filter((file) => !inBase.has(file)));
  const moves = new Map([...movesByName(gone, arrived), ...movesByContent(gone, arrived, partners)]);
  // A statement of head is in a file of head, which never is a file that is gone.
  return (statement) => moves.get(statement.location.file) ?? statement.location.file;
}

function movesByContent(
  gone: ReadonlySet<string>,
  arrived: ReadonlySet<string>,
  partners: ReadonlyMap<Statement, Statement>,
): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const [head, base] of partners) {
    const [from, to] = [base.location.file, head.location.file];
    if (!gone.has(from) || !arrived.has(to)) continue;
    const counts = votes.get(from) ?? new Map<string, number>();
    counts.set(to, (counts.get(to) ?? 0) + 1);
    votes.set(from, counts);
  }
  const moves = new Map<string, string>();
  for (const [from, counts] of votes) {
    const [best] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    if (best !== undefined) moves.set(from, best[0]);
  }
  return moves;
}

function movesByName(gone: ReadonlySet<string>, arrived: ReadonlySet<string>): Map<string, string> {
  const from = filesByName(gone);
  const to = filesByName(arrived);
  const moves = new Map<string, string>();
  for (const [name, files] of from) {
    const [file, another] = files;
    const [target, anotherTarget] = to.get(name) ?? [];
    if (file && target && another === undefined && anotherTarget === undefined) moves.set(file, target);
  }
  return moves;
}

function filesByName(files: ReadonlySet<string>): Map<string, string[]> {
  return Map.groupBy(files, (file) => file.slice(file.lastIndexOf('/') + 1));
}
