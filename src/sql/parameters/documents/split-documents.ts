import type { FuncCall, RangeFunction, RangeVar, TypeName } from '@pgsql/types';
import { bareParameter, type Node, nameOf, rewriteTree, walkTree } from '../syntax.ts';
import {
  castParameter,
  DocumentCollector,
  type JsonDocument,
  typeNamed,
  typeOfMember,
} from './json-document.ts';
import { readPath } from './read-path.ts';

/** Columns of a composite type, or of a table's rows; undefined where it is not known. */
export type ColumnsOfType = (
  type: RangeVar,
) => readonly { readonly name: string; readonly typeName: TypeName }[] | undefined;

/** Trees in which each value of a JSON parameter is a parameter of its own. */
export interface SplitStatement {
  readonly trees: readonly Node[];
  readonly documents: readonly JsonDocument[];
}

/**
 * Writes the values that a statement takes from JSON parameters as parameters of their own: `$1::json ->> 'name'` as `$2`, and
 * `json_to_recordset($1) AS x (name text)` as `unnest($2::text[]) AS x (name)`. What meets a column is then seen as anywhere else.
 * @param first number for the first of the new parameters
 */
export function splitDocuments(
  trees: readonly Node[],
  first: number,
  columnsOf: ColumnsOfType,
): SplitStatement {
  const collector = new DocumentCollector(first);
  const split = trees.map((tree) => {
    const plain = rewriteTree(tree, unwrapArray);
    const named = findNamed(plain);
    const withPaths = rewriteTree(plain, (node) => replacePath(node, named, collector));
    return rewriteTree(withPaths, (node) =>
      'RangeFunction' in node ? replaceFunction(node.RangeFunction, collector, columnsOf) : undefined,
    );
  });
  return { trees: split, documents: collector.documents };
}

type Named = ReadonlyMap<string, Pick<JsonDocument, 'position' | 'isList'>>;

/** `unnest(ARRAY(SELECT f()))` is `f()`. */
function unwrapArray(node: Node): Node | undefined {
  if (!('FuncCall' in node) || nameOf(node.FuncCall.funcname?.at(-1)) !== 'unnest') return undefined;
  const [argument, ...more] = node.FuncCall.args ?? [];
  if (!argument || more.length > 0 || !('SubLink' in argument)) return undefined;
  const { subLinkType, subselect } = argument.SubLink;
  const select = subselect && 'SelectStmt' in subselect ? subselect.SelectStmt : undefined;
  if (subLinkType !== 'ARRAY_SUBLINK' || !select || select.fromClause || select.whereClause) return undefined;
  const target = select.targetList?.[0];
  const value = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
  return value && 'FuncCall' in value ? value : undefined;
}

/** Columns that are JSON parameters by another name: of `json_array_elements($1)`, and of a SELECT's `$1::jsonb AS data`. */
function findNamed(tree: Node): Named {
  const named = new Map<string, Pick<JsonDocument, 'position' | 'isList'>>();
  for (const node of walkTree(tree)) {
    if ('RangeFunction' in node) {
      const { alias } = node.RangeFunction;
      const position = parameterOf(callOf(node.RangeFunction), 'array_elements', 0);
      if (position === undefined) continue;
      for (const name of [nameOf(alias?.colnames?.[0]), alias?.aliasname ?? '', 'value'])
        if (name) named.set(name, { position, isList: true });
    } else if ('ResTarget' in node) {
      const { name, val } = node.ResTarget;
      const position =
        val && 'TypeCast' in val && isJson(val.TypeCast.typeName) ? bareParameter(val) : undefined;
      if (name && position !== undefined && !named.has(name)) named.set(name, { position, isList: false });
    }
  }
  return named;
}

function replacePath(node: Node, named: Named, collector: DocumentCollector): Node | undefined {
  const read = readPath(node);
  if (!read) return undefined;
  const { root, path, isText } = read;
  const bare = bareParameter(root);
  const column = 'ColumnRef' in root ? nameOf(root.ColumnRef.fields?.at(-1)) : '';
  const document = bare === undefined ? named.get(column) : { position: bare, isList: false };
  if (!document) return undefined;
  const member = collector.member(document, path, typeNamed(isText ? 'text' : 'json'));
  return document.isList
    ? { ColumnRef: { fields: [{ String: { sval: memberName(member.position) } }] } }
    : { ParamRef: { number: member.position } };
}

function memberName(position: number): string {
  return `explain_gate_${position}`;
}

function replaceFunction(
  item: RangeFunction,
  collector: DocumentCollector,
  columnsOf: ColumnsOfType,
): Node | undefined {
  const call = callOf(item);
  const { alias } = item;
  const elements = parameterOf(call, 'array_elements', 0);
  if (elements !== undefined) {
    const members = collector.membersOf(elements);
    if (members.length === 0) return undefined;
    const names = members.map(({ position }) => memberName(position));
    return listRows(item, members, [...names, ...(alias?.colnames ?? []).slice(1).map(nameOf)]);
  }
  const isPopulated = parameterOf(call, 'populate_recordset', 1);
  const position = isPopulated ?? parameterOf(call, 'to_recordset', 0);
  if (position === undefined) return undefined;
  const columns = isPopulated === undefined ? definedColumns(item, call) : columnsOf(typeOf(call));
  const plain = (columns ?? []).filter(({ typeName }) => !typeName.arrayBounds);
  if (plain.length === 0) return undefined;
  const members = plain.map(({ name, typeName }) =>
    collector.member({ position, isList: true }, [name], typeName),
  );
  return listRows(
    item,
    members,
    plain.map(({ name }) => name),
  );
}

/** `unnest($2::text[], …) AS alias (names)` in the place of a function that makes rows of a document. */
function listRows(item: RangeFunction, members: JsonDocument['members'], names: readonly string[]): Node {
  const args = members.map((member) => castParameter(member.position, typeOfMember({ isList: true }, member)));
  const unnest: Node = {
    FuncCall: { funcname: [{ String: { sval: 'unnest' } }], args, funcformat: 'COERCE_EXPLICIT_CALL' },
  };
  const { coldeflist: _, alias, ...others } = item;
  const aliasname = alias?.aliasname ?? 'explain_gate_rows';
  return {
    RangeFunction: {
      ...others,
      functions: [{ List: { items: [unnest, {} as Node] } }],
      alias: { aliasname, colnames: names.map((sval) => ({ String: { sval } })) },
    },
  };
}

/** The only function of a FROM item. */
function callOf({ functions = [] }: RangeFunction): FuncCall | undefined {
  const [only, ...more] = functions;
  const call = only && 'List' in only ? only.List.items?.[0] : only;
  return more.length === 0 && call && 'FuncCall' in call ? call.FuncCall : undefined;
}

/** The parameter that is the argument of a function of JSON or of JSONB; undefined for other functions. */
function parameterOf(call: FuncCall | undefined, name: string, argument: number): number | undefined {
  const called = nameOf(call?.funcname?.at(-1));
  return called === `json_${name}` || called === `jsonb_${name}`
    ? bareParameter(call?.args?.[argument])
    : undefined;
}

function definedColumns({ coldeflist = [] }: RangeFunction, _call: FuncCall | undefined) {
  return coldeflist.flatMap((node) => {
    const { colname, typeName } = 'ColumnDef' in node ? node.ColumnDef : {};
    return colname !== undefined && typeName ? [{ name: colname, typeName }] : [];
  });
}

/** `t` of `json_populate_recordset(NULL::t, …)`. */
export function typeOf(call: FuncCall | undefined): RangeVar {
  const [first] = call?.args ?? [];
  const names = first && 'TypeCast' in first ? (first.TypeCast.typeName?.names ?? []).map(nameOf) : [];
  const [schemaname, relname] = names.length > 1 ? names.slice(-2) : [undefined, names[0]];
  return { relname: relname ?? '', ...(schemaname === undefined ? {} : { schemaname }) };
}

function isJson(typeName: TypeName | undefined): boolean {
  return ['json', 'jsonb'].includes(nameOf(typeName?.names?.at(-1)));
}
