import { Document, isMap, isPair, isScalar } from 'yaml';
import { showShort } from '../report/words/visible-text.ts';
import type { Detection } from './detect-config.ts';

/** Longest path in a comment, characters. */
const SHOWN_PATH = 120;

const HEADING = ` explain-gate: did this change make any query do more work?
 Written by \`explain-gate init\` from what it found. Paths are relative to the folder that this file stands in.
 docs/configuration.md of explain-gate has every key.`;

const PARAMETERS = ` Values for queries with parameters, by name or id of the query (\`explain-gate queries\` lists them). Each set is a case.
 parameters:
   ordersOfCustomer:
     typical: [42]              # $1, $2, …
     heaviest: { customerId: 7 } # by name, where the query names its parameters`;

/**
 * The config file of what was detected, with comments. Read back it is equal to the detected config: what is left at its
 * default is left out.
 */
export function writeConfig({ config, seedPlace, declared }: Detection): string {
  const { schema, seed, queries } = config;
  const document = new Document({
    schema,
    ...(seedPlace === null ? {} : { seed }),
    queries: { include: queries.include, ...(queries.exclude.length > 0 ? { exclude: queries.exclude } : {}) },
  });
  const comments: Readonly<Record<string, string>> = {
    schema: ' What makes the tables, in order: SQL files, directories of migrations, or { command: … }.',
    seed: ' The rows that queries are measured on, in order: psql scripts, .sql.gz, .csv, or { command: … }.',
    queries: [
      ...(seedPlace === null
        ? [
            ' seed: none was found. Without rows every plan is fast: name a script that inserts some, or\n let `- generate: { rows: 100000 }` make them from the schema (docs/generate.md).',
            '',
          ]
        : []),
      ' The files that hold queries; schema and seed are left out by themselves.',
      ...declared.map(
        ({ file, database, queries: paths }) =>
          ` ${show(file)}: ${paths.map(show).join(', ')} (${database === 'PostgreSQL' ? database : `${show(database)}, not checked`})`,
      ),
    ].join('\n'),
  };
  document.commentBefore = HEADING;
  if (isMap(document.contents)) {
    for (const [index, item] of document.contents.items.entries()) {
      if (!isPair(item) || !isScalar(item.key)) continue;
      item.key.commentBefore = comments[String(item.key.value)] ?? null;
      item.key.spaceBefore = index > 0;
    }
  }
  document.comment = PARAMETERS;
  return document.toString({ lineWidth: 0 });
}

function show(path: string): string {
  return showShort(path, SHOWN_PATH);
}
