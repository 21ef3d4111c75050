import type { SchemaChange } from '../select-queries.ts';
import type { Surroundings } from './baseline-schema.ts';

/** A change to an object that may move plans, and the relations whose queries it can move; none are all. */
export interface ObjectChange extends SchemaChange {
  readonly relations: readonly string[];
}

/** Indexes, views, functions and the like that came, went or changed since the baseline, by name. */
export function diffObjects(
  { objects: baseline }: Pick<Surroundings, 'objects'>,
  { objects: head }: Pick<Surroundings, 'objects'>,
): readonly ObjectChange[] {
  const keys = [...new Set([...Object.keys(baseline), ...Object.keys(head)])].toSorted();
  return keys.flatMap((key) => {
    const [was, is] = [baseline[key], head[key]];
    if (was?.definition === is?.definition) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'dropped' : 'changed';
    const { kind, name } = readKey(key);
    const relations = [...new Set([...(was?.on ?? []), ...(is?.on ?? [])])];
    return [{ kind, name, change, relations, message: `${kind} ${name} ${change}` }];
  });
}

const TWO_WORDS = 'materialized view';

/** `index public.orders_idx`; PostgreSQL's own messages leave `public` out. */
function readKey(key: string): { readonly kind: string; readonly name: string } {
  const kind = key.startsWith(`${TWO_WORDS} `) ? TWO_WORDS : key.slice(0, key.indexOf(' '));
  const name = key.slice(kind.length + 1);
  return { kind, name: name.startsWith('public.') ? name.slice('public.'.length) : name };
}
