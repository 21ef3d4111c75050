/** SQL: what an object depends on, as pg_depend has it; an operator stands for its function. */
const DEPENDS = `
  SELECT d.classid, d.objid,
         CASE d.refclassid WHEN 'pg_class'::regclass THEN 'r' WHEN 'pg_type'::regclass THEN 't' ELSE 'f' END
           || coalesce(o.oprcode::oid, d.refobjid) AS node
  FROM pg_depend d
  LEFT JOIN pg_operator o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
  WHERE d.deptype IN ('n', 'a')
    AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_operator'::regclass)`;

/** Nodes and their names; PostgreSQL's own are left out. */
export const NAMES = `
  SELECT 'r' || c.oid AS node, format('%I.%I', n.nspname, c.relname) AS name, c.relname AS word
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  UNION ALL
  SELECT 'f' || p.oid, p.oid::regprocedure::text, p.proname
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  UNION ALL
  SELECT 't' || t.oid, format('%I.%I', n.nspname, t.typname), t.typname
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;

/**
 * What using a node uses: a view what its query names (a materialized view holds its rows), a relation its partitions
 * and heirs, the functions of its policies, index expressions and generated columns, a function what its parsed body
 * names.
 */
export const USES = `
  WITH depends AS MATERIALIZED (${DEPENDS})
  SELECT 'r' || w.ev_class AS node, d.node AS uses
  FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class AND c.relkind = 'v'
  JOIN depends d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
  WHERE w.ev_type = '1'
  UNION SELECT 'r' || inhparent, 'r' || inhrelid FROM pg_inherits
  UNION SELECT 'r' || p.polrelid, d.node
  FROM pg_policy p JOIN depends d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid
  UNION SELECT 'r' || i.indrelid, d.node
  FROM pg_index i JOIN depends d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.node ~ '^f'
  UNION SELECT 'r' || a.attrelid, d.node
  FROM pg_attribute a JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  JOIN depends d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid AND d.node ~ '^f'
  WHERE a.attgenerated <> ''
  UNION SELECT 'f' || d.objid, d.node FROM depends d WHERE d.classid = 'pg_proc'::regclass`;

/** The parents of partitions and heirs. */
export const PARENTS = `SELECT 'r' || inhrelid AS node, 'r' || inhparent AS beside FROM pg_inherits`;

/**
 * What a write leads to: triggers, rules, defaults and check constraints; the relations of a view; partitions.
 * `writes` is -1 where the event itself goes on.
 */
export const WRITES = `
  WITH depends AS MATERIALIZED (${DEPENDS})
  SELECT 'r' || t.tgrelid AS node, t.tgtype & 28 AS events, d.node AS leads_to, 0 AS writes
  FROM pg_trigger t JOIN depends d ON d.classid = 'pg_trigger'::regclass AND d.objid = t.oid AND d.node ~ '^f'
  WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
  UNION SELECT 'r' || w.ev_class, CASE w.ev_type WHEN '2' THEN 16 WHEN '3' THEN 4 ELSE 8 END, d.node,
               CASE WHEN d.node ~ '^r' THEN 28 ELSE 0 END
  FROM pg_rewrite w JOIN depends d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
  WHERE w.ev_type IN ('2', '3', '4') AND w.ev_enabled <> 'D' AND d.node <> 'r' || w.ev_class
  UNION SELECT 'r' || w.ev_class, 28, d.node, -1
  FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class AND c.relkind = 'v'
  JOIN depends d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.node ~ '^r'
  WHERE w.ev_type = '1' AND d.node <> 'r' || w.ev_class
  UNION SELECT 'r' || f.adrelid, 20, d.node, 0
  FROM pg_attrdef f JOIN depends d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
  WHERE d.node <> 'r' || f.adrelid
  UNION SELECT 'r' || k.conrelid, 20, d.node, 0
  FROM pg_constraint k JOIN depends d ON d.classid = 'pg_constraint'::regclass AND d.objid = k.oid AND d.node ~ '^f'
  WHERE k.contype = 'c'
  UNION SELECT 'r' || inhparent, 28, 'r' || inhrelid, -1 FROM pg_inherits`;

/**
 * Foreign keys as writes: a row that refers looks up the one it refers to; when that one goes or gets another key, the
 * rows that refer to it are looked up, and with CASCADE, SET NULL or SET DEFAULT written.
 */
export const FOREIGN_KEYS = `
  SELECT 'r' || conrelid AS node, 20 AS events, 'r' || confrelid AS leads_to, 0 AS writes
  FROM pg_constraint WHERE contype = 'f'
  UNION SELECT 'r' || confrelid, 8, 'r' || conrelid, CASE confdeltype WHEN 'c' THEN 8 WHEN 'n' THEN 16 WHEN 'd' THEN 16 ELSE 0 END
  FROM pg_constraint WHERE contype = 'f'
  UNION SELECT 'r' || confrelid, 16, 'r' || conrelid, CASE WHEN confupdtype IN ('c', 'n', 'd') THEN 16 ELSE 0 END
  FROM pg_constraint WHERE contype = 'f'`;

/** Functions that may write. */
export const WRITERS = `SELECT 'f' || oid AS node FROM pg_proc WHERE provolatile = 'v' AND oid >= 16384`;

/** Functions of which PostgreSQL keeps the body as a text that it does not look into. */
export const OPAQUE_BODIES = `
  SELECT 'f' || p.oid AS node, p.prosrc AS body
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
  WHERE l.lanname NOT IN ('internal', 'c') AND p.prosrc <> ''
    AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;
