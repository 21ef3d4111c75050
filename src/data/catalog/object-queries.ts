import { definition, notOfExtension, OWN_SCHEMA, qualified, shown } from './sql-parts.ts';

const TABLE = qualified('n.nspname', 'c.relname');
const ON_TABLE = `JOIN pg_class c ON c.oid = %s JOIN pg_namespace n ON n.oid = c.relnamespace`;
const TABLE_SHOWN = shown('n.nspname', 'c.relname');

/** A thing that belongs to a table and has a name of its own there: trigger, policy, rule. */
function ofTable(
  kind: string,
  catalog: string,
  alias: string,
  columns: { table: string; name: string; definition: string; where: string },
): string {
  return `
  SELECT '${kind}' AS kind, ${TABLE} || '.' || quote_ident(${columns.name}) AS key,
         quote_ident(${columns.name}) || ' on ' || ${TABLE_SHOWN} AS name,
         ARRAY[${TABLE}] AS relations, ${TABLE} AS owner, ${columns.definition} AS definition
  FROM ${catalog} ${alias} ${ON_TABLE.replace('%s', columns.table)}
  WHERE ${columns.where} AND ${OWN_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}`;
}

const TRIGGERS = ofTable('trigger', 'pg_trigger', 't', {
  table: 't.tgrelid',
  name: 't.tgname',
  definition: definition('pg_get_triggerdef(t.oid)', 't.tgenabled'),
  where: 'NOT t.tgisinternal',
});

const POLICIES = ofTable('policy', 'pg_policy', 'p', {
  table: 'p.polrelid',
  name: 'p.polname',
  definition: definition(
    'p.polcmd',
    'p.polpermissive',
    `ARRAY(SELECT CASE r WHEN 0 THEN 'public' ELSE r::regrole::text END FROM unnest(p.polroles) r ORDER BY 1)`,
    'pg_get_expr(p.polqual, p.polrelid)',
    'pg_get_expr(p.polwithcheck, p.polrelid)',
  ),
  where: 'true',
});

const RULES = ofTable('rule', 'pg_rewrite', 'w', {
  table: 'w.ev_class',
  name: 'w.rulename',
  definition: definition('pg_get_ruledef(w.oid)', 'w.ev_enabled'),
  where: `w.rulename <> '_RETURN'`,
});

const STATISTICS = `
  SELECT 'statistics' AS kind, ${qualified('sn.nspname', 's.stxname')} AS key, ${shown('sn.nspname', 's.stxname')} AS name,
         ARRAY[${TABLE}] AS relations, ${TABLE} AS owner,
         ${definition('pg_get_statisticsobjdef(s.oid)', `nullif(s.stxstattarget, -1)`)} AS definition
  FROM pg_statistic_ext s JOIN pg_namespace sn ON sn.oid = s.stxnamespace ${ON_TABLE.replace('%s', 's.stxrelid')}
  WHERE ${OWN_SCHEMA}`;

/** Functions, procedures and aggregates; PostgreSQL writes no definition of an aggregate. */
const FUNCTIONS = `
  SELECT 'function' AS kind, f.key, CASE n.nspname WHEN 'public' THEN quote_ident(p.proname)
           ELSE format('%I.%I', n.nspname, p.proname) END || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name,
         '{}'::text[] AS relations, NULL AS owner,
         ${definition(
           `CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END`,
           `(SELECT to_jsonb(a) - 'aggfnoid' FROM pg_aggregate a WHERE a.aggfnoid = p.oid)`,
         )} AS definition
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
       LATERAL (SELECT p.oid::regprocedure::text AS key) f
  WHERE ${OWN_SCHEMA} AND ${notOfExtension('pg_proc', 'p.oid')}`;

/** Enums, domains, ranges and composite types; those of tables follow from the table. */
const TYPES = `
  SELECT 'type' AS kind, ${qualified('n.nspname', 't.typname')} AS key, ${shown('n.nspname', 't.typname')} AS name,
         ARRAY(SELECT DISTINCT ${qualified('cn.nspname', 'c.relname')}
               FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace cn ON cn.oid = c.relnamespace
               WHERE a.atttypid IN (t.oid, t.typarray) AND a.attnum > 0 AND NOT a.attisdropped
                 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1) AS relations,
         NULL AS owner,
         ${definition(
           't.typtype',
           '(SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)',
           `CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END`,
           't.typnotnull',
           't.typdefault',
           `(SELECT array_agg(pg_get_constraintdef(k.oid) ORDER BY k.conname) FROM pg_constraint k WHERE k.contypid = t.oid)`,
           `(SELECT array_agg(ROW(a.attname, format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) FROM pg_attribute a
             WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)`,
           `(SELECT r.rngsubtype::regtype FROM pg_range r WHERE r.rngtypid = t.oid)`,
         )} AS definition
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND EXISTS (
          SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c')))
    AND ${OWN_SCHEMA} AND ${notOfExtension('pg_type', 't.oid')}`;

const EXTENSIONS = `
  SELECT 'extension' AS kind, extname::text AS key, quote_ident(extname) AS name, '{}'::text[] AS relations,
         NULL AS owner, extversion AS definition
  FROM pg_extension`;

/** Settings of the database, and of roles in it; what a role has everywhere is the same for both databases. */
const SETTINGS = `
  SELECT 'setting' AS kind, coalesce(r.rolname || '.', '') || split_part(e, '=', 1) AS key,
         split_part(e, '=', 1) || coalesce(' of role ' || quote_ident(r.rolname), '') AS name,
         '{}'::text[] AS relations, NULL AS owner, substr(e, strpos(e, '=') + 1) AS definition
  FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
  LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) e
  WHERE d.datname = current_database()`;

/** Each gives rows of `CatalogEntry`; they read with an empty search_path. */
export const OBJECT_QUERIES = [TRIGGERS, POLICIES, RULES, STATISTICS, FUNCTIONS, TYPES, EXTENSIONS, SETTINGS];
