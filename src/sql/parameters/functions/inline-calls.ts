import type { FuncCall } from '@pgsql/types';
import { type Node, nameOf, parametersIn, rewriteTree, walkTree } from '../syntax.ts';
import type { FunctionBody } from './read-body.ts';

/** Calls of a statement that pass a parameter on. */
export function findCalls(tree: Node): readonly FuncCall[] {
  return [...walkTree(tree)].flatMap((node) => {
    const call = 'FuncCall' in node ? node.FuncCall : undefined;
    return call && parametersIn(call.args).size > 0 ? [call] : [];
  });
}

/** Stands for what a call takes from its own rows, which the function does not see. */
const NULL: Node = { A_Const: { isnull: true } };

/** The statements that a call runs, what it is given in the places of what it takes. Empty where the call does not fit. */
export function inlineCall(call: FuncCall, { name, takes, statements }: FunctionBody): readonly Node[] {
  const { args = [] } = call;
  if (args.length > takes.length || call.func_variadic) return [];
  const given = takes.map((one, at): Node | null => {
    const named = args.find((arg) => 'NamedArgExpr' in arg && arg.NamedArgExpr.name === one.name);
    const byPlace = args[at];
    const arg =
      named && 'NamedArgExpr' in named
        ? named.NamedArgExpr.arg
        : byPlace && !('NamedArgExpr' in byPlace)
          ? byPlace
          : one.default;
    return arg ? rewriteTree(arg, (node) => ('ColumnRef' in node ? NULL : undefined)) : null;
  });
  const replace = (node: Node): Node | undefined => {
    if ('ParamRef' in node) return given[(node.ParamRef.number ?? 0) - 1] ?? NULL;
    if (!('ColumnRef' in node)) return undefined;
    const parts = (node.ColumnRef.fields ?? []).map(nameOf);
    const isOwn = parts.length === 1 || (parts.length === 2 && parts[0] === name);
    const at = isOwn ? takes.findIndex((one) => one.name !== '' && one.name === parts.at(-1)) : -1;
    return given[at] ?? undefined;
  };
  return statements.map((statement) => rewriteTree(statement, replace));
}

/** What a function takes where a call leaves a parameter out, by the parameter's number: the default that it declares. */
export function findDefaults(call: FuncCall, { takes }: FunctionBody): ReadonlyMap<number, Node> {
  const defaults = new Map<number, Node>();
  for (const [at, arg] of (call.args ?? []).entries()) {
    const named = 'NamedArgExpr' in arg ? arg.NamedArgExpr : undefined;
    const taken = named ? takes.find((one) => one.name === named.name) : takes[at];
    const [position, ...more] = parametersIn(arg);
    if (taken?.default && position !== undefined && more.length === 0) defaults.set(position, taken.default);
  }
  return defaults;
}
