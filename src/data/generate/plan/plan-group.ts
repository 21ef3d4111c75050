import { exponentOfShare, largestGroup } from '../draws/group-rows.ts';
import { capacityOf, type Source, type SourceGroup } from './source.ts';

/** Of a table that only joins others or belongs to one: less uneven than a free foreign key, since each row has a place. */
const USUAL_EXPONENT = 0.5;
/** Places of a group that products of two numbers still fit for. */
const MOST_PLACES = 2 ** 31 - 1;

/** Deals rows out over several sources together: by the first in groups, and by the others within them. */
export function planGroup(members: readonly Source[], rows: number, clustered: boolean): SourceGroup {
  const leading = members.find(({ kind }) => kind === 'foreign') ?? members[0];
  if (leading === undefined) throw new Error('a constraint without columns');
  const rest = members.filter((member) => member !== leading);
  const limit = (source: Source) =>
    Math.min(capacityOf(source), MOST_PLACES, asked(source, rows) ?? Number.POSITIVE_INFINITY);
  const others = rest.map((source) => ({ source, count: Math.max(1, limit(source)) }));
  const places = Math.min(
    MOST_PLACES,
    others.reduce((product, { count }) => product * count, 1),
  );
  const most = Math.max(1, Math.min(capacityOf(leading), MOST_PLACES));
  const groups =
    leading.kind === 'foreign'
      ? most
      : Math.min(most, Math.max(asked(leading, rows) ?? Math.ceil(Math.sqrt(rows)), Math.ceil(rows / places)));
  let exponent = rows < 2 * groups ? 0 : exponentFor(leading, groups);
  while (exponent > 0 && largestGroup({ rows, groups, exponent }) > places)
    exponent = Math.max(0, exponent - 0.05);
  return { leading, others, places, clustered, grouping: { rows, groups, exponent } };
}

function optionsOf(source: Source) {
  return source.kind === 'foreign' ? source.options : source.plan.options;
}

/** Different values as the config or a shape has them. */
function asked(source: Source, rows: number): number | undefined {
  const { distinct } = optionsOf(source);
  if (distinct === undefined || source.kind === 'foreign') return undefined;
  return Math.max(1, Math.round(distinct < 0 ? -distinct * rows : distinct));
}

function exponentFor(leading: Source, groups: number): number {
  const { zipf, common } = optionsOf(leading);
  if (zipf !== undefined) return zipf;
  const [first] = common ?? [];
  if (first !== undefined) return exponentOfShare(typeof first === 'number' ? first : first.weight, groups);
  return leading.kind === 'foreign' ? USUAL_EXPONENT : 0;
}
