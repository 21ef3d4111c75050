import {
  castParameter,
  type JsonDocument,
  typeOfMember,
} from '../../../sql/parameters/documents/json-document.ts';
import { splitDocuments } from '../../../sql/parameters/documents/split-documents.ts';
import { findUses } from '../../../sql/parameters/find-uses.ts';
import type { ParameterUse, QueryScope } from '../../../sql/parameters/parameter-use.ts';
import { type Node, parseStatement, writeSql } from '../../../sql/parameters/syntax.ts';
import type { Failure, Statement } from '../../../sql/statement.ts';
import { type ParameterType, readParameterTypes } from '../probe/parameter-types.ts';
import type { Prober } from '../probe/run-probe.ts';
import { rankUses } from './rank-uses.ts';
import { readColumns } from './read-columns.ts';
import { readFunctions } from './read-functions.ts';
import { readViews } from './read-views.ts';

/** What a statement's parameters are, and where it uses them. */
export interface ParameterPlaces {
  /** By position less one; those of the members of JSON documents come after the statement's own. */
  readonly types: readonly ParameterType[];
  /** In an order in which a level comes after the ones that its FROM needs. */
  readonly scopes: readonly QueryScope[];
  /** By position: the uses by which values can be chosen, the best first; none for what meets nothing. */
  readonly uses: ReadonlyMap<number, readonly ParameterUse[]>;
  /** Parameters that the query itself asks for being NULL. */
  readonly optional: ReadonlySet<number>;
  /** Parameters without uses of their own that hold JSON, and what is used of it. */
  readonly documents: readonly JsonDocument[];
  /** By position: the function that a parameter is an argument of, where it meets nothing else. */
  readonly argumentOf: ReadonlyMap<number, string>;
  /** The statement reads views, in the place of which their queries stand. */
  readonly hasViews: boolean;
}

/**
 * Asks PostgreSQL for the types and its parser for the places, also in the functions that are called, in JSON and, unless
 * `withViews` is false, in the views that are read.
 */
export async function readParameterPlaces(
  prober: Prober,
  statement: Statement,
  { withViews = true } = {},
): Promise<ParameterPlaces | { readonly failure: Failure }> {
  const own = await readParameterTypes(prober.session, statement.sql);
  if ('message' in own) {
    const state = own.sqlState === null ? '' : ` (SQLSTATE ${own.sqlState})`;
    return { failure: { kind: 'error', message: `${own.message}${state}` } };
  }
  const tree = parseStatement(statement.sql);
  if (!tree) return { failure: { kind: 'syntax', message: 'not exactly one statement' } };
  const { statements, defaults } = await readFunctions(prober, tree);
  const written = [tree, ...statements];
  const viewed = withViews ? await readViews(prober, written) : { trees: written, hasViews: false };
  const { columnsOf, columnsOfType } = await readColumns(prober, viewed.trees);
  const split = splitDocuments(viewed.trees, own.length + 1, columnsOfType);
  const [first, ...inside] = split.trees;
  if (!first) throw new Error('a statement is missing');
  const found = findUses(first, columnsOf, inside);
  const uses = new Map<number, readonly ParameterUse[]>();
  const argumentOf = new Map<number, string>();
  for (const { position, of } of found.uses) if (of !== undefined) argumentOf.set(position, of);
  const rank = (position: number) => uses.set(position, rankUses(found.uses, position));
  for (const { position } of statement.parameters) rank(position);
  const documents = split.documents.filter(({ position }) => uses.get(position)?.length === 0);
  for (const { members } of documents) for (const { position } of members) rank(position);
  for (const [position, value] of defaults) addDefault(uses, position, value, found.scopes[0]);
  const types = [...own, ...(await readMemberTypes(prober, split.documents))];
  const { scopes, optional } = found;
  return { types, scopes, uses, optional, documents, argumentOf, hasViews: viewed.hasViews };
}

/** A parameter that goes into a function and meets nothing there takes what the function takes without it. */
function addDefault(
  uses: Map<number, readonly ParameterUse[]>,
  position: number,
  value: Node,
  scope: QueryScope | undefined,
): void {
  if (uses.get(position)?.length !== 0 || !scope) return;
  uses.set(position, [{ position, role: 'constant', value, scope, group: 0, index: 0, isList: false }]);
}

async function readMemberTypes(
  { session }: Prober,
  documents: readonly JsonDocument[],
): Promise<readonly ParameterType[]> {
  const members = documents
    .flatMap((document) => document.members.map((member) => ({ document, member })))
    .toSorted((a, b) => a.member.position - b.member.position);
  if (members.length === 0) return [];
  const casts = members.map(({ document, member }, at) =>
    writeSql(castParameter(at + 1, typeOfMember(document, member))),
  );
  const types = await readParameterTypes(session, `SELECT ${casts.join(', ')}`);
  return 'message' in types ? [] : types;
}
