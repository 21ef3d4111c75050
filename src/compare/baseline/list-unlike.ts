import type { Surroundings } from './baseline-schema.ts';

/**
 * What makes head's figures another thing than the baseline's, in words; empty where they can be compared. Indexes, views,
 * functions and the like are none of it: they are what a change may move a query by.
 */
export function listUnlike(baseline: Surroundings, head: Surroundings): readonly string[] {
  return [
    ...(baseline.server === head.server ? [] : [`PostgreSQL ${baseline.server}, now ${head.server}`]),
    ...differences('setting', baseline.settings, head.settings, (value) => value),
    ...(isSame(baseline.session, head.session) ? [] : ['other statements under `postgres.session`']),
    ...(baseline.seed === head.seed ? [] : ['another seed']),
    ...differences('table', baseline.tables, head.tables, ({ rows }) => `${rows} rows`),
    ...differences('', baseline.types, head.types, () => ''),
  ];
}

/** Entries that only one side has, or that differ; `show` gives what a reader can tell them by. */
function differences<T>(
  kind: string,
  baseline: Readonly<Record<string, T>>,
  head: Readonly<Record<string, T>>,
  show: (value: T) => string,
): readonly string[] {
  const names = [...new Set([...Object.keys(baseline), ...Object.keys(head)])].toSorted();
  return names.flatMap((name) => {
    const [was, is] = [baseline[name], head[name]];
    const label = `${kind} ${name}`.trim();
    if (was === undefined) return [`${label} is new`];
    if (is === undefined) return [`${label} is gone`];
    if (isSame(was, is)) return [];
    const [before, after] = [show(was), show(is)];
    return [before === after ? `${label} has changed` : `${label}: ${before}, now ${after}`];
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
