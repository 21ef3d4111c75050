import type { ParametersFrom } from '../../compare/measurement.ts';
import type { QueryPair } from '../../compare/query-pair.ts';
import type { Statement } from '../../sql/statement.ts';
import { type Bound, bindParameters } from '../bind-parameters.ts';
import { type ParameterSets, type Sides, setsOf } from '../measure-queries.ts';
import { type ChosenValues, chooseValues } from './choose-values.ts';
import type { ChosenSet } from './compose-sets.ts';
import { matchParameters } from './match-parameters.ts';
import { createProber, type Prober } from './probe/run-probe.ts';

/** Gives a query its cases, or the reason why it has none; asked twice, it answers the same. */
export type BindQuery = (pair: QueryPair) => Promise<Bound>;

/**
 * Binds queries: the user's own sets where there are some, the config's before those of comments, else values chosen from base's rows and used on both sides. A
 * query that base cannot analyse, since it is new and so are its relations, takes head's. Those `recorded` in a baseline come next to
 * the config's.
 */
export function bindQueries(sides: Sides, own: ParameterSets, recorded: ParameterSets = {}): BindQuery {
  const base = createProber(sides.base.session);
  const probers = { base, head: sides.head === sides.base ? base : createProber(sides.head.session) };
  const known = new Map<string, Promise<Bound>>();
  return (pair) => {
    const bound = known.get(pair.id) ?? bindQuery(pair, probers, { own, recorded });
    known.set(pair.id, bound);
    return bound;
  };
}

type Probers = Readonly<Record<'base' | 'head', Prober>>;

interface GivenSets {
  readonly own: ParameterSets;
  readonly recorded: ParameterSets;
}

async function bindQuery(pair: QueryPair, probers: Probers, given: GivenSets): Promise<Bound> {
  const { sets, source } = findSets(pair, given);
  const takesValues = [pair.base, pair.head].some((side) => side !== null && side.parameters.length > 0);
  const isReadable = !(pair.base?.failure ?? pair.head?.failure);
  if ((sets && Object.keys(sets).length > 0) || !takesValues || !isReadable)
    return nameSource(bindParameters(pair, sets), source);
  return chooseForPair(pair, probers);
}

function findSets(pair: QueryPair, { own, recorded }: GivenSets) {
  const config = setsOf(pair, own);
  if (config) return { sets: config, source: 'config' } as const;
  const baseline = setsOf(pair, recorded);
  if (baseline) return { sets: baseline, source: 'baseline' } as const;
  return { sets: pair.head?.ownSets ?? pair.base?.ownSets, source: 'comment' } as const;
}

function nameSource(bound: Bound, source: Exclude<ParametersFrom['source'], 'rows'>): Bound {
  if ('failure' in bound) return bound;
  const cases = bound.cases.map((one) =>
    one.parameters.length > 0 ? { ...one, parametersFrom: { source } } : one,
  );
  return { cases };
}

async function chooseForPair(pair: QueryPair, probers: Probers): Promise<Bound> {
  const { base, head } = pair;
  const first = base ?? head;
  if (!first) throw new Error(`${pair.id} is on neither side`);
  let chosen = await chooseValues(probers.base, first);
  let from: Statement = first;
  // What base's database does not know, head's may.
  if ('failure' in chosen && chosen.failure.kind === 'error' && head) {
    chosen = await chooseValues(probers.head, head);
    from = head;
  }
  if ('failure' in chosen) return withHint(chosen, pair);
  const { sets, picks, relations } = chosen;
  const origin = { source: 'rows', side: from === base ? 'base' : 'head', relations } as const;
  if (!base || !head || (base.canonical !== null && base.canonical === head.canonical))
    return toBound(pair, origin, sets, sets);
  const texts = from === base ? { from: base, to: head } : { from: head, to: base };
  const others = from === base ? [probers.base, probers.head] : [probers.head, probers.base];
  const matched = await matchParameters(others, texts, { ...chosen, picks });
  if ('failure' in matched) return withHint(matched, pair);
  return from === base ? toBound(pair, origin, sets, matched.sets) : toBound(pair, origin, matched.sets, sets);
}

/** Puts both sides' sets, which have the same names, beside each other. */
function toBound(
  { base, head }: QueryPair,
  parametersFrom: ParametersFrom,
  forBase: readonly ChosenSet[],
  forHead: readonly ChosenSet[],
): Bound {
  const listed = (statement: Statement | null, sets: readonly ChosenSet[], name: string) => {
    const values = sets.find((set) => set.name === name)?.values;
    return statement ? statement.parameters.map(({ position }) => values?.get(position) ?? null) : null;
  };
  const cases = forBase.map(({ name }) => {
    const [ofBase, ofHead] = [listed(base, forBase, name), listed(head, forHead, name)];
    return { name, base: ofBase, head: ofHead, parameters: ofHead ?? ofBase ?? [], parametersFrom };
  });
  return { cases };
}

function withHint({ failure }: Extract<ChosenValues, { failure: unknown }>, { name }: QueryPair): Bound {
  const hint = failure.kind === 'no-values' ? ` (config: parameters.${JSON.stringify(name)})` : '';
  return { failure: { ...failure, message: `${failure.message}${hint}` } };
}
