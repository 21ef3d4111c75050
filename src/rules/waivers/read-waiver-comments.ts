import type { QueryPair } from '../../compare/query-pair.ts';
import { type Waiver, waiverSchema } from './waiver.ts';

/** The waivers beside the queries of a file, and what is wrong with others, in words. */
export interface WaiverComments {
  readonly waivers: readonly Waiver[];
  readonly problems: readonly string[];
}

const ALLOW = /\bexplain-gate: allow\b(.*)$/u;
const RULE = /^\s+([\w-]+)/u;
/** In a string of a program the quotes have a backslash in front. */
const FIELD = /\b(until|reason)=(?:\\?"([^"]*?)\\?"|'([^']*)'|([^\s"'\\]+))/gu;

/** A comment belongs to the query that it stands in, or to the next one that begins within so many lines. */
const REACH = 20;

/**
 * Reads `-- explain-gate: allow more-blocks until=2027-03-31 reason="…"` out of a file, whatever its language writes in front of a
 * comment. Each belongs to the query that it stands in or that begins next; `pairs` are the queries of the file. Pure.
 */
export function readWaiverComments(
  file: string,
  text: string,
  pairs: readonly Pick<QueryPair, 'id' | 'location'>[],
): WaiverComments {
  const inOrder = pairs.toSorted((a, b) => a.location.line - b.location.line);
  const waivers: Waiver[] = [];
  const problems: string[] = [];
  text.split('\n').forEach((content, index) => {
    const words = ALLOW.exec(content)?.[1];
    if (words === undefined) return;
    const line = index + 1;
    const place = `${file}:${line}`;
    const owner = inOrder.find(({ location }) => location.endLine >= line && location.line <= line + REACH);
    // A query that is not checked says nothing here, and so does its waiver.
    if (!owner) return;
    const fields = Object.fromEntries(
      [...words.matchAll(FIELD)].map(([, key, double, single, bare]) => [key, double ?? single ?? bare]),
    );
    const parsed = waiverSchema.safeParse({ query: owner.id, rule: RULE.exec(words)?.[1], ...fields });
    if (parsed.success) waivers.push({ ...parsed.data, place });
    else problems.push(`${place}: the waiver does not hold: ${describe(parsed.error.issues)}`);
  });
  return { waivers, problems };
}

function describe(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [first] = issues;
  return `${first?.path.join('.') ?? ''}: ${first?.message ?? ''}; it is written explain-gate: allow <rule> until=2027-03-31 reason="…"`;
}
