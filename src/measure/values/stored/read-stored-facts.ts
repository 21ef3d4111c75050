import type { RangeVar } from '@pgsql/types';
import type { Prober } from '../probe/run-probe.ts';
import { quoteName } from '../probe/table-sizes.ts';

/** What the columns of a table must be, as far as it decides about a value to store. */
export interface StoredFacts {
  /** Schema and name, quoted where it has to be. */
  readonly table: string;
  /** Columns of each unique index, those of its expressions and its condition among them. */
  readonly unique: readonly (readonly string[])[];
  /** Columns that refer to another table's. */
  readonly references: ReadonlyMap<string, { readonly table: string; readonly column: string }>;
}

/** Reads unique indexes and foreign keys of a table; null where there is no such table. */
export async function readStoredFacts(prober: Prober, relation: RangeVar): Promise<StoredFacts | null> {
  const answer = await prober.ask(FACTS, [quoteName(relation)]);
  const row = answer.kind === 'answered' ? answer.rows[0] : undefined;
  if (!row) return null;
  const { table, unique, references } = row as {
    readonly table: string;
    readonly unique: readonly (readonly string[])[] | null;
    readonly references: readonly { from: string; table: string; column: string }[] | null;
  };
  return {
    table,
    unique: unique ?? [],
    references: new Map((references ?? []).map(({ from, ...to }) => [from, to])),
  };
}

/** A unique constraint's index depends on the constraint, which depends on the columns; a plain index on them itself. */
const FACTS = `SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS table,
  (SELECT pg_catalog.json_agg(one.columns ORDER BY one.index)
   FROM (SELECT i.indexrelid AS index, pg_catalog.json_agg(DISTINCT a.attname ORDER BY a.attname) AS columns
         FROM pg_catalog.pg_index AS i
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND (a.attnum = ANY (i.indkey) OR EXISTS (
           SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
             AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum))
         WHERE i.indrelid = c.oid AND i.indisunique GROUP BY i.indexrelid) AS one) AS unique,
  (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('from', a.attname,
     'table', pg_catalog.format('%I.%I', fn.nspname, f.relname), 'column', pg_catalog.quote_ident(fa.attname))
     ORDER BY k.conname, link.at)
   FROM pg_catalog.pg_constraint AS k
   JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
   JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
   CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS link (from_column, to_column, at)
   JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = link.from_column
   JOIN pg_catalog.pg_attribute AS fa ON fa.attrelid = k.confrelid AND fa.attnum = link.to_column
   WHERE k.conrelid = c.oid AND k.contype = 'f') AS references
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.oid = pg_catalog.to_regclass($1)`;
