import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { addWaiver } from '../config/add-waiver.ts';
import type { Config } from '../config/config-schema.ts';
import { CONFIG_FILES } from '../config/detect-project.ts';
import { ConfigError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import { rules } from '../rules/index.ts';
import { isFor } from '../rules/waivers/apply-waivers.ts';
import { isInForce, waiverSchema } from '../rules/waivers/waiver.ts';
import type { Command, OptionValues } from './command.ts';
import { listQueries } from './list-queries.ts';
import { textOf } from './option-values.ts';
import { readHead } from './read-head.ts';
import { usageError } from './usage-error.ts';

/** `explain-gate accept`. */
export const accept: Command = {
  name: 'accept',
  summary: 'accept a finding until a date, with a reason that every report shows',
  usage: `Usage: explain-gate accept <query> <rule> --reason TEXT --until DATE [options]

Adds a waiver to the config file; its comments stay. Until the end of that day the rule's findings on the query are
notes, and every report lists the waiver; then they count again.

  <query>          path, id or name of the query, or a glob over them
  <rule>           id of the rule, as the finding names it

Options
  --reason TEXT    why; everybody who reads a report sees it
  --until DATE     last day, as in 2027-03-31 (UTC)
  --config FILE    config file (default: explain-gate.yml or .github/explain-gate.yml)
`,
  operands: ['query', 'rule'],
  options: { reason: { type: 'string' }, until: { type: 'string' }, config: { type: 'string' } },
  prepare(values) {
    const waiver = readWaiver(values);
    return async ({ cwd }) => {
      const today = new Date().toISOString().slice(0, waiver.until.length);
      if (!isInForce(waiver, today)) throw usageError(`--until ${waiver.until}: that day is over`, 'accept');
      const named = textOf(values, 'config');
      const file = findConfig(cwd, named);
      await requireQuery(cwd, waiver.query, named);
      await writeFile(file, addWaiver(await readFile(file, 'utf8'), file, waiver));
      process.stdout.write(`${file}: ${waiver.rule} of ${waiver.query} is accepted until ${waiver.until}\n`);
      return 0;
    };
  },
};

/** @throws ConfigError naming what is missing or not allowed */
function readWaiver(values: OptionValues): Config['waivers'][number] {
  const given = Object.fromEntries(
    ['query', 'rule', 'reason', 'until'].map((key) => [key, textOf(values, key)]),
  );
  const parsed = waiverSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = String(issue?.path[0]);
  const name = key === 'query' || key === 'rule' ? `<${key}>` : `--${key}`;
  const value = given[key];
  if (value === undefined) throw usageError(`${name}: is missing`, 'accept');
  throw usageError(key === 'rule' ? unknownRule(value) : `${name}: ${issue?.message}`, 'accept');
}

function unknownRule(rule: string): string {
  const ids = rules.map(({ id }) => id);
  return `<rule>: there is no rule ${rule}${suggest(nearestName(rule, ids))}; there are ${ids.join(', ')}`;
}

/** @throws ConfigError when the waiver would be for nothing, with the name that was most likely meant */
async function requireQuery(cwd: string, query: string, configFile: string | undefined): Promise<void> {
  const list = await readHead(cwd, undefined, (opened) => listQueries(opened, configFile));
  const known = list.queries.map(({ id, name, location }) => ({ id, name, file: location.file }));
  if (known.some((one) => isFor({ query }, one))) return;
  const near = nearestName(query, [...new Set(known.flatMap(({ name, id, file }) => [name, id, file]))]);
  throw new ConfigError(`no query has the name, id or path ${query}${suggest(near)}`, {
    code: 'waiver-without-query',
    hint: '`explain-gate queries` lists every query that is found, with its id.',
  });
}

function suggest(near: string | undefined): string {
  return near === undefined ? '' : ` (did you mean \`${near}\`?)`;
}

/** @throws ConfigError when there is none: a file with nothing but a waiver would end the detection of everything else */
function findConfig(cwd: string, named: string | undefined): string {
  const candidates = named === undefined ? CONFIG_FILES.map((file) => join(cwd, file)) : [resolve(cwd, named)];
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new ConfigError(`no config file: looked for ${candidates.join(', ')}`, {
    code: 'config-not-found',
    hint: '`explain-gate init` writes one from what it finds.',
  });
}
