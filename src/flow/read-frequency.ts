import { type Frequency, makeFrequency } from '../compare/load/frequency.ts';
import { parseStatistics } from '../compare/load/parse-statistics.ts';
import type { Config } from '../config/config-schema.ts';
import { ConfigError } from '../errors.ts';
import type { GitTree } from '../git/git-tree.ts';
import { loadParser } from '../sql/parser.ts';

/**
 * How often queries run, by the config and the export that it names in head's tree.
 * @throws ConfigError when the export is not there, or can't be read
 */
export async function readFrequency(
  { frequency: { calls, statistics, windowMinutes } }: Config,
  head: Pick<GitTree, 'contentId' | 'read'>,
): Promise<Frequency> {
  if (statistics === undefined) return makeFrequency(calls, []);
  if (head.contentId(statistics) === undefined) {
    throw new ConfigError(`${statistics}: no such file in head (frequency.statistics)`, {
      code: 'frequency-not-found',
      hint: 'Commit the export, or take the key out of the config.',
    });
  }
  const content = (await head.read(statistics)).toString('utf8');
  await loadParser();
  return makeFrequency(calls, parseStatistics(content, statistics, windowMinutes));
}
