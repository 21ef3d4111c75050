import type { Config } from './config-schema.ts';
import { LEFT_OUT } from './left-out.ts';

/** Which files hold queries, as sources match them. */
export interface QueryGlobs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly leftOut: readonly string[];
}

/** The globs of the files that hold queries. Schema and seed are no queries, wherever the globs would find them. */
export function queryGlobs({ queries, schema, seed }: Pick<Config, 'queries' | 'schema' | 'seed'>): QueryGlobs {
  const paths = [...schema, ...seed].flatMap((step) =>
    typeof step === 'string' ? step : 'path' in step ? step.path : [],
  );
  const literal = paths.map((path) => path.replaceAll(/[\\*?[\]{}()!+@|]/g, '\\$&'));
  return {
    include: queries.include,
    exclude: [...queries.exclude, ...literal],
    leftOut: LEFT_OUT.flatMap(({ globs }) => globs),
  };
}
