import { ConfigError } from '../errors.ts';
import type { Config, SeedStep } from './config-schema.ts';
import type { ConfigTree } from './detect-project.ts';
import { shapeFileSchema, type TablesConfig } from './generate-schema.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * Puts what shape files say into the entries that name them. The config's own words come first, column by column.
 * @throws ConfigError for a file that is not there or not a shape
 */
export async function readShapes(config: Config, tree: ConfigTree): Promise<Config> {
  return {
    ...config,
    seed: await Promise.all(config.seed.map((step, at) => readShape(step, `seed[${at}]`, tree))),
  };
}

async function readShape(step: SeedStep, key: string, tree: ConfigTree): Promise<SeedStep> {
  if (typeof step === 'string' || !('generate' in step) || step.generate.shape === undefined) return step;
  const { shape, tables } = step.generate;
  if (!tree.files().includes(shape)) {
    throw new ConfigError(`${key}.generate.shape: ${shape} is not in the head tree`, {
      code: 'config-file-not-found',
      hint: '`explain-gate shape --url … --out FILE` writes it; commit the file, or correct the path.',
    });
  }
  const read = parseYaml((await tree.read(shape)).toString('utf8'), shape, shapeFileSchema);
  return { generate: { ...step.generate, tables: mergeTables(read.tables, tables) } };
}

function mergeTables(shape: TablesConfig, own: TablesConfig): TablesConfig {
  const merged: Record<string, TablesConfig[string] & { readonly rowsAreEstimated?: boolean }> = {};
  for (const [name, { rows, columns = {} }] of Object.entries(shape))
    merged[name] = { rows, columns, rowsAreEstimated: true };
  for (const [name, { rows, columns = {} }] of Object.entries(own)) {
    const key = [name, `public.${name}`].find((candidate) => merged[candidate] !== undefined) ?? name;
    const { columns: below = {}, ...table } = merged[key] ?? {};
    const names = new Set([...Object.keys(below), ...Object.keys(columns)]);
    merged[key] = {
      ...table,
      ...(rows === undefined ? {} : { rows, rowsAreEstimated: false }),
      columns: Object.fromEntries(
        [...names].map((column) => [column, { ...below[column], ...columns[column] }]),
      ),
    };
  }
  return merged;
}
