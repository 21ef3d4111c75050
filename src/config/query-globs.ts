import type { Config } from './config-schema.ts';

/** The globs of the files that hold queries. Schema and seed are no queries, wherever the globs would find them. */
export function queryGlobs({ queries, schema, seed }: Config): Config['queries'] {
  const paths = [...schema, ...seed].flatMap((step) =>
    typeof step === 'string' ? step : 'path' in step ? step.path : [],
  );
  const literal = paths.map((path) => path.replaceAll(/[\\*?[\]{}()!+@|]/g, '\\$&'));
  return { include: queries.include, exclude: [...queries.exclude, ...literal] };
}
