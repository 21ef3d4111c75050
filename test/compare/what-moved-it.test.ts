import { describe, expect, it } from 'vitest';
import type { CaseMeasurement, SideOutcome } from '../../src/compare/measurement.ts';
import type { QueryPair } from '../../src/compare/query-pair.ts';
import { NO_EVIDENCE, type SchemaChange } from '../../src/compare/select-queries.ts';
import { whatMovedIt } from '../../src/compare/what-moved-it.ts';
import type { Statement } from '../../src/sql/statement.ts';

const location = { file: 'q.sql', line: 1, endLine: 1 };

function statement(canonical: string): Statement {
  const rest = {
    name: null,
    ordinal: 1,
    text: canonical,
    sql: canonical,
    parameters: [],
    fingerprint: null,
    failure: null,
  };
  return { location, kind: 'select', canonical, ...rest };
}

function pair(base: string, head: string): QueryPair {
  return {
    id: 'q',
    name: 'q',
    location,
    change: 'same',
    because: [],
    base: statement(base),
    head: statement(head),
  };
}

function using(indexName: string): SideOutcome {
  const root = { nodeType: 'Limit', plans: [{ nodeType: 'Index Scan', indexName, plans: [] }] };
  const work = { blocks: 1, tempBlocks: 0, rowsProcessed: 1, walBytes: 0 };
  return { kind: 'measured', work, plan: { root, triggers: [] }, executionMs: [1] };
}

function change(name: string): SchemaChange {
  return { kind: 'index', name, change: 'dropped', message: `index ${name} dropped` };
}

const oneCase: CaseMeasurement = {
  name: 'default',
  parameters: [],
  base: using('a_idx'),
  head: null,
  time: null,
};

describe('whatMovedIt', () => {
  it('blames the index that the base plan used rather than its neighbours', () => {
    const evidence = { ...NO_EVIDENCE, changes: [change('app.a_idx'), change('b_idx')] };
    expect(whatMovedIt({ pair: pair('x', 'x'), evidence, because: [] }, [oneCase])).toEqual([
      'index app.a_idx dropped',
    ]);
  });

  it('names every difference when no used index is among them', () => {
    const evidence = { ...NO_EVIDENCE, changes: [change('b_idx')], everywhere: ['the seed changed'] };
    expect(whatMovedIt({ pair: pair('x', 'y'), evidence, because: [] }, [oneCase])).toEqual([
      'SQL text changed',
      'index b_idx dropped',
      'the seed changed',
    ]);
  });

  it('does not blame a text that PostgreSQL reads the same', () => {
    expect(whatMovedIt({ pair: pair('x', 'x'), evidence: NO_EVIDENCE, because: [] }, [])).toEqual([]);
  });

  it('says nothing moved a query that base does not have', () => {
    const added = { ...pair('x', 'x'), base: null };
    const evidence = { ...NO_EVIDENCE, changes: [change('a_idx')], everywhere: ['the seed changed'] };
    expect(whatMovedIt({ pair: added, evidence, because: [] }, [oneCase])).toEqual([]);
  });

  it('blames a dropped table, not its indexes, when head fails', () => {
    const table: SchemaChange = { kind: 'table', name: 'a', change: 'dropped', message: 'table a dropped' };
    const head: SideOutcome = { kind: 'failed', sqlState: '42P01', message: 'relation "a" does not exist' };
    const evidence = { ...NO_EVIDENCE, changes: [change('a_idx'), table] };
    const failing = { ...oneCase, head };
    expect(whatMovedIt({ pair: pair('x', 'x'), evidence, because: [] }, [failing])).toEqual([
      'table a dropped',
    ]);
  });

  describe('text and database changed', () => {
    const evidence = { ...NO_EVIDENCE, changes: [change('a_idx')] };
    const work = (blocks: number): SideOutcome => {
      const outcome = using('other_idx');
      return outcome.kind === 'measured' ? { ...outcome, work: { ...outcome.work, blocks } } : outcome;
    };
    const failed: SideOutcome = { kind: 'failed', sqlState: '42703', message: 'no column' };
    const both = ['SQL text changed', 'index a_idx dropped'];

    it.each<[string, SideOutcome, SideOutcome, readonly string[]]>([
      ["base's text is as bad on head's database", work(900), work(10), ['index a_idx dropped']],
      ["head's text is as bad on base's database", work(10), work(900), ['SQL text changed']],
      ['each alone is as bad', work(900), work(900), both],
      ['only both together are', work(10), work(10), both],
      ['neither text runs on the other database', failed, failed, both],
      ['more blocks, but too few to matter', work(41), work(900), ['SQL text changed']],
    ])('%s', (_, baseTextOnHead, headTextOnBase, moved) => {
      const crossed = { baseTextOnHead, headTextOnBase };
      const item: CaseMeasurement = { ...oneCase, base: work(10), head: work(900), crossed };
      expect(whatMovedIt({ pair: pair('x', 'y'), evidence, because: [] }, [item])).toEqual(moved);
    });
  });

  it('names both, the text or the database, by what time says where work is equal', () => {
    const evidence = { ...NO_EVIDENCE, changes: [change('a_idx')] };
    const moved = (
      time: Readonly<Record<'baseTextOnHead' | 'headTextOnBase', 'slower' | 'not-slower' | null>>,
    ) => {
      const crossed = { baseTextOnHead: using('a_idx'), headTextOnBase: using('a_idx'), time };
      return whatMovedIt({ pair: pair('x', 'y'), evidence, because: [] }, [{ ...oneCase, crossed }]);
    };
    expect(moved({ baseTextOnHead: 'not-slower', headTextOnBase: 'slower' })).toEqual(['SQL text changed']);
    expect(moved({ baseTextOnHead: 'slower', headTextOnBase: 'not-slower' })).toEqual(['index a_idx dropped']);
    expect(moved({ baseTextOnHead: null, headTextOnBase: null })).toEqual([
      'SQL text changed',
      'index a_idx dropped',
    ]);
  });
});
