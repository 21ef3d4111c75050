import type { RelationSize } from '../compare/growth.ts';
import type { QueryPair } from '../compare/query-pair.ts';
import type { Config } from '../config/config-schema.ts';
import { cloneForTenth, makeTenth } from '../data/tenth/make-tenth.ts';
import { LEAST_ROWS } from '../data/tenth/plan-tenth.ts';
import type { Tenth } from '../measure/growth/measure-growth.ts';
import type { MeasuringSide } from '../measure/measuring-session.ts';
import type { RunningServer } from '../postgres/running-server.ts';
import type { Progress } from '../progress.ts';
import { mayApply } from '../rules/may-apply.ts';

/** Whether a query is new, readable, and may be judged by its growth: rules and overrides of the config do not say `off`. */
export function wantsGrowth(
  { id, name, location: { file }, base, head }: QueryPair,
  { rules, overrides }: Pick<Config, 'rules' | 'overrides'>,
): boolean {
  if (base !== null || head === null || head.failure !== null) return false;
  return mayApply('grows-with-table', rules, overrides, { id, name, file });
}

/** What opening a tenth needs of the run. */
export interface TenthInput {
  readonly server: RunningServer;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly production: Config['production'];
  openSide(database: string): Promise<MeasuringSide>;
  /** Tells the user and the reader of the report. */
  warn(warning: string): void;
}

/** A clone of head's database, made while nobody is connected to it; null when it could not be made, which is said. */
export async function cloneHead(input: TenthInput, database: string): Promise<string | null> {
  try {
    return await cloneForTenth(input.server, database);
  } catch (error) {
    return sayNoGrowth(input, error);
  }
}

/** Makes the clone a tenth and opens it; null when no table is large enough, or when it could not be made; both are said. */
export async function openTenth(
  input: TenthInput,
  database: string,
  values: readonly string[],
): Promise<Tenth | null> {
  const { server, progress, signal, production, openSide } = input;
  try {
    progress.step('making a tenth of the data for new queries');
    const sizes = await makeTenth({ server, database, progress, signal }, values);
    if (sizes.every(({ rows }) => rows.tenth === rows.all)) {
      input.warn(
        `${NOT_KNOWN}: every table has fewer than ${LEAST_ROWS} rows, too few to compare with a tenth of them`,
      );
      return null;
    }
    const side = await openSide(database);
    return {
      side,
      sizes: sizes.map((size) => ({ ...size, productionRows: productionRowsOf(size, production) })),
    };
  } catch (error) {
    signal.throwIfAborted();
    return sayNoGrowth(input, error);
  }
}

const NOT_KNOWN = 'how the work of new queries grows is not known';

function sayNoGrowth({ warn }: TenthInput, error: unknown): null {
  warn(`${NOT_KNOWN}: no tenth of the data could be made (${error instanceof Error ? error.message : error})`);
  return null;
}

function productionRowsOf(
  { relation }: Pick<RelationSize, 'relation'>,
  production: Config['production'],
): number | null {
  const names = [relation, `public.${relation}`];
  const key = names.find((name) => Object.hasOwn(production, name));
  return (key === undefined ? undefined : production[key]) ?? null;
}
