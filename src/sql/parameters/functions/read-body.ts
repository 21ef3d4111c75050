import { parsePlpgsql, parseSql } from '../../parser.ts';
import { type Node, nameOf, parseStatement, walkTree } from '../syntax.ts';
import { readExpressions } from './read-expressions.ts';

/** A function or procedure of the schema. */
export interface FunctionBody {
  readonly name: string;
  /** What it takes, in order; the name is empty where there is none, and the default null. */
  readonly takes: readonly { readonly name: string; readonly default: Node | null }[];
  /** Statements that it runs, and expressions that it evaluates as SELECTs. */
  readonly statements: readonly Node[];
}

/**
 * Reads a function written in SQL or PL/pgSQL from its definition, as `pg_get_functiondef` gives it. Null for other languages,
 * and for what PostgreSQL's parser does not take. Text that is put together as it runs is not seen.
 */
export function readBody(definition: string): FunctionBody | null {
  const tree = parseStatement(definition);
  if (!tree || !('CreateFunctionStmt' in tree)) return null;
  const { funcname, parameters = [], options = [], sql_body } = tree.CreateFunctionStmt;
  const takes = parameters.flatMap((node) => {
    const { name = '', mode, defexpr } = 'FunctionParameter' in node ? node.FunctionParameter : {};
    const isTaken = mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE';
    return isTaken ? [{ name, default: defexpr ?? null }] : [];
  });
  const option = (wanted: string) => {
    const found = options.find((node) => 'DefElem' in node && node.DefElem.defname === wanted);
    return found && 'DefElem' in found ? found.DefElem.arg : undefined;
  };
  const language = nameOf(option('language'));
  const statements =
    language === 'plpgsql'
      ? readPlpgsql(definition)
      : language === 'sql'
        ? sql_body
          ? statementsIn(sql_body)
          : readSql(option('as'))
        : [];
  return statements.length === 0 ? null : { name: nameOf(funcname?.at(-1)), takes, statements };
}

function readPlpgsql(definition: string): readonly Node[] {
  const parsed = parsePlpgsql(definition);
  return parsed.ok ? readExpressions(parsed.value) : [];
}

function readSql(source: Node | undefined): readonly Node[] {
  const text = source && 'List' in source ? nameOf(source.List.items?.[0]) : '';
  const parsed = parseSql(text);
  return parsed.ok ? (parsed.value as unknown as readonly Node[]) : [];
}

/** `RETURN expression`, or the statements of `BEGIN ATOMIC … END`. */
function statementsIn(body: Node): readonly Node[] {
  const found: Node[] = [];
  for (const node of walkTree(body)) {
    if ('ReturnStmt' in node && node.ReturnStmt.returnval) found.push(selectOf(node.ReturnStmt.returnval));
  }
  if (found.length > 0) return found;
  const lists = 'List' in body ? (body.List.items ?? []) : [body];
  return lists.flatMap((item) => ('List' in item ? (item.List.items ?? []) : [item]));
}

/** `SELECT value` */
function selectOf(val: Node): Node {
  return {
    SelectStmt: { targetList: [{ ResTarget: { val } }], limitOption: 'LIMIT_OPTION_DEFAULT', op: 'SETOP_NONE' },
  };
}
