import { z } from 'zod';

/** Names of pgtyped's config file; it has no default, and these are what its documentation and users write. */
export const PGTYPED_FILES: readonly string[] = [
  ...['pgtyped.json', 'pgtyped.config.json', 'pgtypedconfig.json', '.pgtypedrc.json', 'config.json'],
];

/** What tells pgtyped's `config.json` from any other. */
const configSchema = z.object({
  transforms: z.array(z.object({ mode: z.string(), include: z.string().optional() })),
  srcDir: z.string(),
});

/**
 * The globs of the `.sql` files that a pgtyped config names, relative to the folder that pgtyped is started in; none when
 * it is not a config of pgtyped. Never throws.
 */
export function readPgtypedConfig(text: string): readonly string[] {
  const config = configSchema.safeParse(parseJson(text));
  if (!config.success) return [];
  const { srcDir, transforms } = config.data;
  return transforms
    .filter(({ mode, include }) => mode === 'sql' && include !== undefined)
    .map(({ include = '' }) => `${srcDir.replace(/\/+$/, '')}/${include}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
