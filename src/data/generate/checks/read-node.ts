/** A node of PostgreSQL's parse tree: one key, the node's type. */
export type Node = Readonly<Record<string, unknown>>;

interface ConstantNode {
  readonly isnull?: boolean;
  readonly ival?: { readonly ival?: number };
  readonly fval?: { readonly fval?: string };
  readonly sval?: { readonly sval?: string };
  readonly boolval?: { readonly boolval?: boolean };
}

/** The node below the casts that `pg_get_expr` writes. */
export function withoutCasts(node: Node): Node {
  const cast = node['TypeCast'] as { readonly arg: Node } | undefined;
  return cast === undefined ? node : withoutCasts(cast.arg);
}

/** The name of the column that a node is; undefined for anything else. */
export function columnOf(node: Node): string | undefined {
  const reference = withoutCasts(node)['ColumnRef'] as { readonly fields?: readonly Node[] } | undefined;
  const last = reference?.fields?.at(-1)?.['String'] as { readonly sval?: string } | undefined;
  return last?.sval;
}

/** The text of the constant that a node is; undefined for anything else, and for NULL. */
export function constantOf(node: Node): string | undefined {
  const bare = withoutCasts(node);
  const constant = bare['A_Const'] as ConstantNode | undefined;
  if (constant !== undefined) {
    if (constant.isnull) return undefined;
    if (constant.ival) return String(constant.ival.ival ?? 0);
    if (constant.boolval) return String(constant.boolval.boolval ?? false);
    return constant.fval?.fval ?? constant.sval?.sval ?? '';
  }
  const negated = bare['A_Expr'] as
    | {
        readonly name: readonly { readonly String: { readonly sval: string } }[];
        readonly lexpr?: Node;
        readonly rexpr?: Node;
      }
    | undefined;
  if (negated?.rexpr === undefined || negated.lexpr || negated.name[0]?.String.sval !== '-') return undefined;
  const positive = constantOf(negated.rexpr);
  return positive === undefined ? undefined : `-${positive}`;
}

/** The constants of a list or an array; undefined when there is anything else in it. */
export function constantsOf(node: Node): readonly string[] | undefined {
  const bare = withoutCasts(node);
  const elements =
    (bare['A_ArrayExpr'] as { readonly elements?: readonly Node[] } | undefined)?.elements ??
    (bare['List'] as { readonly items?: readonly Node[] } | undefined)?.items;
  const values = elements?.map(constantOf);
  return values?.every((value) => value !== undefined) ? values : undefined;
}

/** A call of a function: its name without a schema, and its first argument. */
export function functionOf(
  node: Node,
): { readonly name: string; readonly argument: Node | undefined } | undefined {
  const call = withoutCasts(node)['FuncCall'] as
    | {
        readonly funcname: readonly { readonly String: { readonly sval: string } }[];
        readonly args?: readonly Node[];
      }
    | undefined;
  if (call === undefined) return undefined;
  return { name: call.funcname.at(-1)?.String.sval ?? '', argument: call.args?.[0] };
}

/** Every column that stands anywhere below a node. */
export function columnsIn(node: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('ColumnRef' in value) {
      const name = columnOf(value as Node);
      if (name !== undefined) found.add(name);
    } else for (const child of Object.values(value)) walk(child);
  };
  walk(node);
  return found;
}
