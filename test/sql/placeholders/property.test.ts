import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadParser } from '../../../src/sql/parser.ts';
import { readOne } from './read-one.ts';

beforeAll(loadParser);

/** How a style writes a placeholder of that number, and the name that it gives it. */
interface Style {
  readonly write: (n: number) => string;
  readonly name: (n: number) => string | null;
}

const byName = (n: number) => `p${n}`;
const noName = () => null;
const styles: readonly Style[] = [
  { write: (n) => `:p${n}`, name: byName },
  { write: (n) => `:p${n}!`, name: byName },
  { write: (n) => `:v:p${n}`, name: byName },
  { write: (n) => `:'p${n}'`, name: byName },
  { write: (n) => `@p${n}`, name: byName },
  { write: (n) => `sqlc.arg(p${n})`, name: byName },
  { write: (n) => `sqlc.narg('p${n}')`, name: byName },
  { write: (n) => `%(p${n})s`, name: byName },
  { write: (n) => `{p${n}}`, name: byName },
  { write: (n) => `#{p${n}}`, name: byName },
  { write: (n) => `$p${n}`, name: byName },
  { write: () => '?', name: noName },
  { write: () => '%s', name: noName },
];

/** SQL around a placeholder, with what else could be taken for one. */
const surroundings: readonly (readonly [string, string])[] = [
  ['f(', ')'],
  ["'@x ? :y {z}' || ", ''],
  ['', '::text'],
  ['ARRAY[1, ', ']'],
  ['a[1:n] || ', ''],
  ['CASE WHEN ', ' = 1 THEN $$:x ? %s$$ END'],
  ['/* :x ? %s */ ', ' -- @y ? {z}\n'],
  ['"é:a?" @> ', ''],
  ['a ? ', ''],
  ["a ?| ARRAY['?', ", ']'],
  ['a ?& ', ''],
  ['a @? ', ''],
  ['a @@ ', ''],
  ["a -> 'b' ->> ", ''],
  ['a::jsonb #> ', " ? 'c'"],
  ['a = ', ' AND b IS NOT NULL'],
  ['a=', '+1'],
  ["'%'||", "||'%'"],
  ['-', ''],
  ['a BETWEEN ', ' AND 10'],
  ['json_object(k: ', ')'],
  ['(SELECT b FROM t WHERE c >= ', ' LIMIT 1)'],
  ['a IN (', ', 2)'],
  ["E'\\' ? :a' = ", ''],
  ['a % ', ''],
];

test('rewriting never changes what the parser makes of the rest', () => {
  const slot = fc.tuple(fc.constantFrom(...surroundings), fc.nat(3), fc.constantFrom(...styles));
  fc.assert(
    fc.property(fc.array(slot, { minLength: 1, maxLength: 6 }), (slots) => {
      const names: (string | null)[] = [];
      const positions = slots.map(([, n, style]) => {
        const name = style.name(n);
        const known = name === null ? -1 : names.indexOf(name);
        return known >= 0 ? known + 1 : names.push(name);
      });
      const render = (write: (index: number) => string): string =>
        `SELECT ${slots.map(([[before, behind]], index) => before + write(index) + behind).join(', ')} FROM t`;
      const plain = readOne(render((index) => `$${positions[index]}`));
      const rewritten = readOne(render((index) => slots[index]?.[2].write(slots[index]?.[1] ?? 0) ?? ''));
      expect(plain.failure).toBeNull();
      expect(rewritten.failure).toBeNull();
      expect(rewritten.canonical).toBe(plain.canonical);
      expect(rewritten.parameters).toEqual(names.map((name, index) => ({ position: index + 1, name })));
    }),
    { numRuns: 300 },
  );
});

test('what PostgreSQL reads without a placeholder is not touched', () => {
  const operand = fc.constantFrom(
    'a',
    't.b',
    'f(a)',
    'a[1:n]',
    "'x ? :y'",
    '$$? @a$$',
    '42',
    "'{}'::jsonb",
    'ARRAY[a]',
  );
  const operator = fc.constantFrom(
    '?',
    '?|',
    '?&',
    '@?',
    '@@',
    '@>',
    '<@',
    '->',
    '->>',
    '#>',
    '%',
    '||',
    '<->',
    '@-@',
  );
  const chain = fc.tuple(operand, fc.array(fc.tuple(operator, operand), { maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(chain, { minLength: 1, maxLength: 4 }), (chains) => {
      const items = chains.map(([first, rest]) => [first, ...rest.flat()].join(' '));
      const text = `SELECT ${items.join(', ')} FROM t`;
      expect([readOne(text).sql, readOne(text).failure]).toEqual([text, null]);
    }),
    { numRuns: 300 },
  );
});
