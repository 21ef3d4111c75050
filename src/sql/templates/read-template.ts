import { cutStatements } from '../cut-statements.ts';
import { describeStatement } from '../describe-statement.ts';
import { scanSql } from '../parser.ts';
import { rewritePlaceholders } from '../placeholders/rewrite-placeholders.ts';
import type { Failure, Statement } from '../statement.ts';
import { statementKindOf } from '../statement-kind.ts';
import { isWord, type Token } from '../token.ts';
import { type FilledStatement, fillHoles } from './fill-holes.ts';
import { isQuery, readsAsEnglish, type TextPosition } from './is-query.ts';
import { locateHoles } from './locate-holes.ts';
import { mayHoldQuery, QUERY_VERBS } from './query-words.ts';
import type { Slot, StatementPiece } from './slot.ts';
import { type MarkedTemplate, markHoles, type TemplatePart } from './template.ts';

/** A query that a template makes: everything of a statement but its place, which only the program's file has. */
export type TemplateQuery = Pick<
  Statement,
  'name' | 'text' | 'sql' | 'kind' | 'parameters' | 'canonical' | 'fingerprint' | 'failure'
> & {
  /** Where it stands in the marked template; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
};

/**
 * The queries that a text with holes makes, in order. A text that PostgreSQL's parser takes for something else, or not
 * at all, makes none; where queries go, one that starts like a query and is rejected is a query with a failure. A hole
 * that is a value becomes the next `$n`, named by its source; a query with another hole is `dynamic` and names it.
 */
export function readTemplate(parts: readonly TemplatePart[], position: TextPosition): readonly TemplateQuery[] {
  const marked = markHoles(parts);
  if (!mayHoldQuery(marked.text)) return [];
  const scanned = scanSql(marked.text);
  // What PostgreSQL can't even scan has no tokens to tell a query by.
  if (!scanned.ok) return [];
  return cutStatements(marked.text, scanned.value).flatMap(({ header, tokens }) => {
    if (!startsLikeQuery(tokens)) return [];
    const query = readSlice(parts, marked, tokens, position);
    const place = { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
    return query === null ? [] : [{ name: header?.name ?? null, ...query, ...place }];
  });
}

type SliceQuery = Omit<TemplateQuery, 'name' | 'start' | 'end'>;

function readSlice(
  parts: readonly TemplatePart[],
  marked: MarkedTemplate,
  tokens: readonly Token[],
  position: TextPosition,
): SliceQuery | null {
  const pieces = locateHoles(parts, marked, tokens);
  const highest = highestParameter(parts, marked, tokens);
  const filled = fillHoles(pieces, { highest, hasPlaceholders: hasPlaceholders(marked.text, tokens) });
  if (filled === null) return readsLikeQuery(tokens, position) ? describeRejected(pieces) : null;
  const scanned = scanSql(filled.text);
  const written = scanned.ok ? scanned.value : [];
  const own = written.filter((token) => isOwn(token, pieces, filled));
  if (!isQuery(filled.node, own, { position, unsure: filled.fragments.length > 0 })) return null;
  if (filled.fragments.length > 0) return describeDynamic(pieces, filled.fragments, filled);
  const { isSession: _, rejection, dynamic, ...description } = describeStatement(filled.text, written);
  const failure: Failure | null = dynamic
    ? { kind: 'dynamic', message: dynamic }
    : rejection && { kind: 'unsupported', message: rejection.message };
  const names = new Map([...filled.positions].map(([index, at]) => [at, nameOf(pieces[index])]));
  const parameters = description.parameters.map((parameter) => ({
    ...parameter,
    name: names.get(parameter.position) ?? parameter.name,
  }));
  return { ...description, parameters, failure };
}

/** Brackets may stand before the verb of a query. */
function startsLikeQuery(tokens: readonly Token[]): boolean {
  const first = tokens.find((token) => token.kind !== 'comment' && token.text !== '(');
  return first?.kind === 'keyword' && QUERY_VERBS.has(first.text.toLowerCase());
}

/** The keyword that the grammar asks for beside each verb. */
const PARTNERS: ReadonlyMap<string, string> = new Map([
  ['select', 'from'],
  ['insert', 'into'],
  ['update', 'set'],
  ['delete', 'from'],
  ['merge', 'into'],
  ['with', 'as'],
]);

/** What PostgreSQL rejects, and is a query by its verb and the keyword beside it, and no English by the rest. */
function readsLikeQuery(tokens: readonly Token[], position: TextPosition): boolean {
  const keywords = tokens.filter((token) => token.kind === 'keyword').map((token) => token.text.toLowerCase());
  const partner = PARTNERS.get(keywords[0] ?? '');
  if (position !== 'query' || partner === undefined || !keywords.includes(partner)) return false;
  return !readsAsEnglish(tokens.filter((token) => !isWord(token, partner)));
}

/** Whether a statement has placeholders that PostgreSQL does not know, such as `:name`. */
function hasPlaceholders(text: string, tokens: readonly Token[]): boolean {
  const start = tokens[0]?.start ?? 0;
  const own = text.slice(start, tokens.at(-1)?.end);
  const moved = tokens.map((token) => ({ ...token, start: token.start - start, end: token.end - start }));
  return rewritePlaceholders(own, moved).sql !== own;
}

function highestParameter(
  parts: readonly TemplatePart[],
  { spans }: MarkedTemplate,
  tokens: readonly Token[],
): number {
  const marks = new Set(parts.flatMap((part, index) => (typeof part === 'string' ? [] : [spans[index]?.end])));
  const own = tokens.filter((token) => token.kind === 'parameter' && !marks.has(token.end));
  return own.reduce((highest, token) => Math.max(highest, Number(token.text.slice(1))), 0);
}

/** Whether the program wrote that token, and a slot did not. A parameter that a tag sends counts as written. */
function isOwn(token: Token, pieces: readonly StatementPiece[], { spans }: FilledStatement): boolean {
  return !pieces.some((piece, index) => {
    const span = spans[index];
    if (typeof piece === 'string' || span === undefined || piece.place === 'number') return false;
    const sent = piece.nature === 'value' || piece.nature === 'list';
    return !sent && token.start < span.end && token.end > span.start;
  });
}

function describeDynamic(
  pieces: readonly StatementPiece[],
  fragments: readonly Slot[],
  filled: FilledStatement | null,
): SliceQuery {
  const sources = [...new Set(fragments.map(({ source }) => source))];
  const names = sources.map((source) => `\`${source}\``);
  const what = names.length === 1 ? `${names[0]} is` : `${names.join(', ')} are`;
  const message = `${what} put into the SQL when the program runs; give the text under \`fragments\` in the config`;
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : showHole(piece))).join('');
  return {
    text,
    sql: text,
    kind: filled === null ? 'other' : statementKindOf(filled.node),
    parameters: [],
    canonical: null,
    fingerprint: null,
    failure: { kind: 'dynamic', message, fragments: sources },
  };
}

function describeRejected(pieces: readonly StatementPiece[]): SliceQuery {
  const slots = pieces.filter((piece) => typeof piece !== 'string');
  if (slots.length > 0) return describeDynamic(pieces, slots, null);
  const text = pieces.join('');
  const scanned = scanSql(text);
  const {
    isSession: _,
    rejection,
    dynamic: __,
    ...rest
  } = describeStatement(text, scanned.ok ? scanned.value : []);
  // Where the parser takes more than the server does, such as `interval $1`, the server says what is wrong.
  if (rejection === null) return { ...rest, failure: null };
  const kind = rejection.kind === 'limit' ? 'unsupported' : 'syntax';
  return { ...rest, failure: { kind, message: rejection.message } };
}

/** As JavaScript writes it, or PHP where the name has a sign of its own. */
function showHole({ source }: Slot): string {
  return /^[$@]/.test(source) ? `{${source}}` : `\${${source}}`;
}

/** The name of a value's parameter: of the variable that it comes from, without what every one of a class has. */
function nameOf(piece: StatementPiece | undefined): string | null {
  if (piece === undefined || typeof piece === 'string') return null;
  const name = piece.source.replace(/^(?:this\.|self\.|\$this->|[$@])/, '');
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? name : null;
}
