import { definition, notOfExtension, OWN_SCHEMA, qualified, shown } from './sql-parts.ts';

const NAME = qualified('n.nspname', 'c.relname');
const SHOWN = shown('n.nspname', 'c.relname');
const FROM_RELATION = `JOIN pg_class c ON c.oid = %s JOIN pg_namespace n ON n.oid = c.relnamespace`;
const OWN_RELATION = `${OWN_SCHEMA} AND c.relpersistence <> 't' AND ${notOfExtension('pg_class', 'c.oid')}`;

/** Tables, views, materialized views, sequences, foreign tables, with their storage, partitioning and inheritance. */
const RELATIONS = `
  SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
                        WHEN 'f' THEN 'foreign table' ELSE 'table' END AS kind,
         ${NAME} AS key, ${SHOWN} AS name, ARRAY[${NAME}] AS relations, NULL AS owner,
         ${definition(
           'c.relkind',
           'c.relpersistence',
           '(SELECT amname FROM pg_am WHERE oid = c.relam)',
           '(SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o)',
           '(SELECT array_agg(o ORDER BY o) FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid)',
           'c.relrowsecurity',
           'c.relforcerowsecurity',
           `CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END`,
           'pg_get_expr(c.relpartbound, c.oid)',
           `(SELECT array_agg(i.inhparent::regclass::text ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid)`,
           `CASE WHEN c.relkind = 'm' THEN c.relispopulated END`,
           `CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END`,
           `(SELECT ROW(s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle)
             FROM pg_sequence s WHERE s.seqrelid = c.oid)`,
           `(SELECT ROW(v.srvname, f.ftoptions) FROM pg_foreign_table f JOIN pg_foreign_server v ON v.oid = f.ftserver
             WHERE f.ftrelid = c.oid)`,
         )} AS definition
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${OWN_RELATION}`;

/** Columns of tables; those of views follow from the view. */
const COLUMNS = `
  SELECT 'column' AS kind, ${NAME} || '.' || quote_ident(a.attname) AS key,
         ${SHOWN} || '.' || quote_ident(a.attname) AS name, ARRAY[${NAME}] AS relations, ${NAME} AS owner,
         ${definition(
           'format_type(a.atttypid, a.atttypmod)',
           `CASE WHEN a.attnotnull THEN 'NOT NULL' END`,
           'pg_get_expr(d.adbin, d.adrelid)',
           'a.attidentity',
           'a.attgenerated',
           'a.attstorage',
           'nullif(a.attstattarget, -1)',
           'nullif(a.attcollation, t.typcollation)::regcollation',
           'a.attoptions',
           `to_jsonb(a) ->> 'attcompression'`,
         )} AS definition
  FROM pg_attribute a ${FROM_RELATION.replace('%s', 'a.attrelid')}
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f') AND ${OWN_RELATION}`;

/** Indexes, with the constraint that they stand for. */
const INDEXES = `
  SELECT 'index' AS kind, ${qualified('xn.nspname', 'x.relname')} AS key, ${shown('xn.nspname', 'x.relname')} AS name,
         ARRAY[${NAME}] AS relations, ${NAME} AS owner,
         ${definition(
           'pg_get_indexdef(i.indexrelid)',
           `(SELECT array_agg(pg_get_constraintdef(k.oid)) FROM pg_constraint k
             WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`,
           `CASE WHEN NOT i.indisvalid THEN 'invalid' END`,
           `(SELECT array_agg(ROW(a.attnum, a.attstattarget) ORDER BY a.attnum) FROM pg_attribute a
             WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0)`,
         )} AS definition
  FROM pg_index i ${FROM_RELATION.replace('%s', 'i.indrelid')}
  JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace xn ON xn.oid = x.relnamespace
  WHERE ${OWN_RELATION}`;

/** Constraints that are no index and no property of a column. */
const CONSTRAINTS = `
  SELECT 'constraint' AS kind, ${NAME} || '.' || quote_ident(k.conname) AS key,
         CASE n.nspname WHEN 'public' THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(k.conname) AS name,
         array_remove(ARRAY[${NAME}, (SELECT ${qualified('fn.nspname', 'f.relname')} FROM pg_class f
           JOIN pg_namespace fn ON fn.oid = f.relnamespace WHERE f.oid = k.confrelid)], NULL) AS relations,
         ${NAME} AS owner,
         ${definition('pg_get_constraintdef(k.oid)', `CASE WHEN NOT k.convalidated THEN 'not valid' END`)} AS definition
  FROM pg_constraint k ${FROM_RELATION.replace('%s', 'k.conrelid')}
  WHERE k.contype IN ('c', 'f') AND ${OWN_RELATION}`;

/** Each gives rows of `CatalogEntry`; they read with an empty search_path. */
export const RELATION_QUERIES = [RELATIONS, COLUMNS, INDEXES, CONSTRAINTS];
