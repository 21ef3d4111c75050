import type { TypeFacts } from '../catalog/type-facts.ts';
import { bits, bytes } from './bits-and-bytes.ts';
import { arrays, composites, ranges } from './containers.ts';
import { json, textSearch, xml } from './documents.ts';
import { geometry } from './geometry.ts';
import { uuids } from './identifiers.ts';
import { listedValues } from './listed-values.ts';
import { network } from './network.ts';
import { numbers } from './numbers.ts';
import { oddTypes } from './odd-types.ts';
import { texts } from './texts.ts';
import { times } from './times.ts';
import type { ValueFamily, ValueKind, ValueWish } from './value-kind.ts';

/** Every family of types, in the order asked. */
const FAMILIES: readonly ValueFamily[] = [
  listedValues,
  numbers,
  times,
  oddTypes,
  texts,
  uuids,
  bytes,
  bits,
  json,
  textSearch,
  xml,
  network,
  geometry,
  arrays,
  ranges,
  composites,
];

/** The values that a type has under these limits; undefined for a type that no family knows. */
export function valueKindOf(type: TypeFacts, wish: ValueWish): ValueKind | undefined {
  if (type.kind === 'domain') return type.inner === null ? undefined : valueKindOf(type.inner, wish);
  for (const family of FAMILIES) {
    const kind = family(type, wish, valueKindOf);
    if (kind !== undefined) return kind;
  }
  return undefined;
}
