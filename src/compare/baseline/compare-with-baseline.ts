import { walkPlan } from '../../plan/walk-plan.ts';
import type { Failure, Statement } from '../../sql/statement.ts';
import type { CaseMeasurement } from '../measurement.ts';
import type { QueryPair } from '../query-pair.ts';
import type { SelectedQuery } from '../select-queries.ts';
import type { Baseline, Hash, RecordedQuery, Surroundings } from './baseline-schema.ts';
import { compareCases } from './compare-cases.ts';
import { diffObjects, type ObjectChange } from './diff-objects.ts';
import { listUnlike } from './list-unlike.ts';
import { matchRecorded, type RecordedMatch } from './match-recorded.ts';
import { hashText, type MeasuredHead } from './record-query.ts';

/** A query as it is judged: base is what the baseline holds. */
export interface ComparedQuery {
  readonly query: SelectedQuery;
  readonly cases: readonly CaseMeasurement[];
  readonly failure: Failure | null;
}

/** Every query of head and of the baseline. */
export interface BaselineComparison {
  readonly compared: readonly ComparedQuery[];
  /** Queries that could not be measured when the baseline was written, and whose text is the same. */
  readonly notAffected: number;
}

/**
 * Compares head with a stored baseline. Where rows, settings or the server's major differ, no figure is compared: every
 * query is then `inconclusive`. Pure but for PostgreSQL's scanner: `loadParser()` has to be awaited first.
 */
export function compareWithBaseline(
  baseline: Baseline,
  surroundings: Surroundings,
  heads: readonly MeasuredHead[],
  hash: Hash,
): BaselineComparison {
  const unlike = describeUnlike(listUnlike(baseline, surroundings));
  const changes = diffObjects(baseline, surroundings);
  const { matches, removed } = matchRecorded(baseline, heads, hash);
  const touched = matches.filter((match) => !isKnownUnmeasured(match, hash));
  return {
    compared: [
      ...touched.map((match) => compareQuery(match, { unlike, changes, hash })),
      ...removed.map(removedQuery),
    ],
    notAffected: matches.length - touched.length,
  };
}

/** At most this many differences are named. */
const NAMED = 5;

function describeUnlike(differences: readonly string[]): Failure | null {
  if (differences.length === 0) return null;
  const more = differences.length - NAMED;
  const named = differences.slice(0, NAMED).join('; ');
  return {
    kind: 'unsupported',
    message: `can't be compared with the baseline: ${named}${more > 0 ? `; and ${more} more` : ''}`,
  };
}

function isKnownUnmeasured({ recorded, head }: RecordedMatch, hash: Hash): boolean {
  return (
    recorded !== null &&
    'notMeasured' in recorded &&
    recorded.notMeasured === head.failure?.kind &&
    recorded.text === hashText(head.statement, hash)
  );
}

interface Comparing {
  readonly unlike: Failure | null;
  readonly changes: readonly ObjectChange[];
  readonly hash: Hash;
}

function compareQuery(match: RecordedMatch, { unlike, changes, hash }: Comparing): ComparedQuery {
  const { head, recorded, movedFrom } = match;
  const pair = pairWithRecorded(match, hash);
  const recordedCases = recorded && 'cases' in recorded ? recorded.cases : null;
  const { cases, failure } = recordedCases
    ? compareCases(recordedCases, head.cases, hash)
    : { cases: head.cases, failure: null };
  const own = recorded === null ? [] : changes.filter((change) => concerns(change, cases));
  const because = [
    ...pair.because,
    ...(movedFrom === null ? [] : [`was ${movedFrom}`]),
    ...own.map(({ message }) => message),
  ];
  const evidence = { planDiffers: false, changes: own, everywhere: [] };
  const whole = unlike ?? head.failure ?? unrecorded(recorded) ?? failure;
  return { query: { pair, evidence, because }, cases: unlike ? [] : cases, failure: whole };
}

/** Of a query that had no figures then, there is nothing to compare with. */
function unrecorded(recorded: RecordedQuery | null): Failure | null {
  if (recorded === null || 'cases' in recorded) return null;
  return {
    kind: 'unsupported',
    message: `the baseline has no figures of it (${recorded.notMeasured}); write it anew`,
  };
}

/** The baseline holds no text, so head's stands in for it; `canonical` says whether it is the same. */
function pairWithRecorded({ head, recorded }: RecordedMatch, hash: Hash): QueryPair {
  const { id, name, statement } = head;
  const common = { id, name, location: statement.location, head: statement };
  if (recorded === null) return { ...common, change: 'added', because: ['not in the baseline'], base: null };
  if (recorded.text === hashText(statement, hash))
    return { ...common, change: 'same', because: [], base: statement };
  const base = { ...statement, canonical: null };
  return { ...common, change: 'changed', because: ['text changed since the baseline'], base };
}

/** Whether a change is to something that a plan of the query reads or writes; one without relations may concern any. */
function concerns({ relations }: ObjectChange, cases: readonly CaseMeasurement[]): boolean {
  if (relations.length === 0) return true;
  const names = cases
    .flatMap(({ base, head }) => [base, head])
    .flatMap((outcome) => (outcome?.kind === 'measured' ? [...walkPlan(outcome.plan.root)] : []))
    .flatMap(({ schema, relationName }) =>
      relationName === undefined ? [] : [`${schema ?? 'public'}.${relationName}`],
    );
  // Catalogs quote a name where they must, plans never.
  return relations.some((relation) => names.includes(relation.replaceAll('"', '')));
}

function removedQuery(id: string): ComparedQuery {
  const at = id.lastIndexOf('#');
  const [file, name] = [id.slice(0, at), id.slice(at + 1)];
  const location = { file, line: 1, endLine: 1 };
  const base: Statement = {
    location,
    name,
    ordinal: 1,
    text: '',
    sql: '',
    kind: 'other',
    parameters: [],
    canonical: null,
    fingerprint: null,
    failure: null,
  };
  const because = ['in the baseline only'];
  const pair: QueryPair = { id, name, location, change: 'removed', because, base, head: null };
  return {
    query: { pair, evidence: { planDiffers: false, changes: [], everywhere: [] }, because },
    cases: [],
    failure: null,
  };
}
