import type { QueryPair } from '../compare/query-pair.ts';
import type { Config } from '../config/config-schema.ts';
import { readWaiverComments } from '../rules/waivers/read-waiver-comments.ts';
import type { Waiver } from '../rules/waivers/waiver.ts';

/** Every waiver, the day (UTC) that they are held against, and what is meant to be a waiver and is none. */
export interface GatheredWaivers {
  readonly waivers: readonly Waiver[];
  readonly problems: readonly string[];
  /** `2027-03-31`. */
  readonly today: string;
}

/** What is read of head. */
interface HeadFiles {
  read(path: string): Promise<Buffer>;
}

/**
 * Every waiver: those of the config, whose file is `configFile`, and those in comments beside the queries that the change touches.
 * `problems` say which comments are meant to be one and are not.
 */
export async function gatherWaivers(
  { waivers }: Config,
  configFile: string | null,
  touched: readonly QueryPair[],
  head: HeadFiles,
): Promise<GatheredWaivers> {
  const ofConfig = waivers.map((waiver) => ({ ...waiver, place: configFile ?? 'the config' }));
  const inHead = touched.filter((pair) => pair.head !== null);
  const byFile = Map.groupBy(inHead, ({ location }) => location.file);
  const comments = await Promise.all(
    [...byFile].map(async ([file, pairs]) =>
      readWaiverComments(file, (await head.read(file)).toString('utf8'), pairs),
    ),
  );
  return {
    waivers: [...ofConfig, ...comments.flatMap((found) => found.waivers)],
    problems: comments.flatMap((found) => found.problems),
    today: new Date().toISOString().slice(0, '2027-03-31'.length),
  };
}
