import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { addWaiver } from '../config/add-waiver.ts';
import type { Config } from '../config/config-schema.ts';
import { CONFIG_FILES } from '../config/detect-project.ts';
import { ConfigError } from '../errors.ts';
import { isInForce, waiverSchema } from '../rules/waivers/waiver.ts';
import type { Command, OptionValues } from './command.ts';
import { textOf } from './option-values.ts';
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
      const file = findConfig(cwd, textOf(values, 'config'));
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
  throw usageError(`${name}: ${given[key] === undefined ? 'is missing' : issue?.message}`, 'accept');
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
