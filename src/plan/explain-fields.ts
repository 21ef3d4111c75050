import { SourceError } from '../errors.ts';
import type { PlanFieldType } from './plan-fields.ts';

/** A JSON object as EXPLAIN writes it. */
export type ExplainObject = Readonly<Record<string, unknown>>;

/** EXPLAIN gave something that is no plan; `where` says at which node. */
export function notAPlan(problem: string, where = 'EXPLAIN output'): SourceError {
  return new SourceError(`${where}: ${problem}`, {
    code: 'plan-not-explain-json',
    hint: 'Give the output of one EXPLAIN (ANALYZE, BUFFERS), in JSON or text format, whole and unedited.',
  });
}

/** A plain JSON object, not an array and not null. */
export function isExplainObject(value: unknown): value is ExplainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads the fields that `types` names out of an object of EXPLAIN's, camelCased; other fields are left out.
 * Throws SourceError on a field of the wrong type.
 */
export function readFields<Key extends string>(
  object: ExplainObject,
  types: Readonly<Record<Key, PlanFieldType>>,
  where: string,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    const key = camelCase(name);
    if (!Object.hasOwn(types, key)) continue;
    const type = types[key as Key];
    if (!isOfType(value, type)) {
      throw notAPlan(`"${name}" is ${describeValue(value)}, ${EXPECTED[type]} is expected`, where);
    }
    fields[key] = value;
  }
  return fields;
}

const EXPECTED: Record<PlanFieldType, string> = {
  text: 'text',
  texts: 'a list of texts',
  number: 'a number of 0 or more',
  flag: 'true or false',
};

function isOfType(value: unknown, type: PlanFieldType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0;
    case 'flag':
      return typeof value === 'boolean';
  }
}

/** `Shared Hit Blocks` is `sharedHitBlocks`, `WAL FPI` is `walFpi`, `One-Time Filter` is `oneTimeFilter`. */
export function camelCase(name: string): string {
  const [first = '', ...rest] = name.split(/[ -]/u).map((word) => word.toLowerCase());
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** Longest stretch of foreign text that an error repeats. */
const SHOWN_CHARACTERS = 60;

/** A value as an error shows it: short, on one line. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
