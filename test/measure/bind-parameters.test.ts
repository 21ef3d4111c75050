import { describe, expect, it } from 'vitest';
import type { QueryPair } from '../../src/compare/query-pair.ts';
import { bindParameters } from '../../src/measure/bind-parameters.ts';
import type { Statement } from '../../src/sql/statement.ts';

function statement(...names: (string | null)[]): Statement {
  return {
    location: { file: 'q.sql', line: 1, endLine: 1 },
    name: 'byCustomer',
    ordinal: 1,
    text: '',
    sql: '',
    kind: 'select',
    parameters: names.map((name, index) => ({ position: index + 1, name })),
    canonical: '',
    fingerprint: '',
    failure: null,
  };
}

function pair(base: Statement | null, head: Statement | null): QueryPair {
  const location = { file: 'q.sql', line: 1, endLine: 1 };
  return { id: 'q.sql#byCustomer', name: 'byCustomer', location, change: 'changed', because: [], base, head };
}

describe('bindParameters', () => {
  it('gives a query without parameters one case', () => {
    expect(bindParameters(pair(statement(), statement()), undefined)).toEqual({
      cases: [{ name: 'default', base: [], head: [], parameters: [] }],
    });
  });

  it('takes a list as $1…$n and a map by name, each side in its own order', () => {
    const bound = bindParameters(pair(statement('customer', 'day'), statement('day', 'customer')), {
      list: [1, 'x'],
      map: { customer: 42, day: null },
    });
    expect(bound).toEqual({
      cases: [
        { name: 'list', base: [1, 'x'], head: [1, 'x'], parameters: ['1', 'x'] },
        { name: 'map', base: [42, null], head: [null, 42], parameters: [null, '42'] },
      ],
    });
  });

  it('lets a map name an unnamed parameter by its number', () => {
    expect(bindParameters(pair(null, statement(null)), { one: { $1: true } })).toEqual({
      cases: [{ name: 'one', base: null, head: [true], parameters: ['true'] }],
    });
  });

  it('lets a map name a parameter that only one side has', () => {
    const bound = bindParameters(pair(statement('a'), statement('a', 'b')), { both: { a: 1, b: 2 } });
    expect(bound).toMatchObject({ cases: [{ base: [1], head: [1, 2] }] });
  });

  it.each([
    [undefined, /no values for 2 parameters: \$1 \(customer\), \$2 of byCustomer/],
    [{ heaviest: [1] }, /parameters\.byCustomer\.heaviest: 1 value given, the query takes 2 parameters/],
    [{ heaviest: [1, 2, 3] }, /3 values given/],
    [{ heaviest: { customer: 1 } }, /no value for \$2 on head/],
  ])('is inconclusive rather than made up: %j', (sets, message) => {
    const bound = bindParameters(pair(null, statement('customer', null)), sets);
    expect(bound).toMatchObject({ failure: { kind: 'no-values', message: expect.stringMatching(message) } });
  });

  it('refuses values for a query that takes none', () => {
    const bound = bindParameters(pair(null, statement()), { heaviest: [1] });
    expect(bound).toMatchObject({ failure: { message: expect.stringMatching(/the query takes none/) } });
  });
});
