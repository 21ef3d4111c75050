// A change of text and a dropped index in one pull request: a user would miss which of the two it was.
import { beforeAll, describe, expect, it } from 'vitest';
import { isMoreWork } from '../../src/compare/more-work.ts';
import type { MeasuringSide } from '../../src/measure/measuring-session.ts';
import { useTestServer } from '../postgres/test-server.ts';
import { measureOneCase } from './measure-one-case.ts';
import { openTestSide } from './open-test-side.ts';

const testServer = useTestServer();

const TABLE = `
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, note text NOT NULL);
  INSERT INTO orders SELECT i, i % 1000, repeat('x', 100) FROM generate_series(1, 30000) i;`;

describe('crossSides', () => {
  let base: MeasuringSide;
  let head: MeasuringSide;

  beforeAll(async () => {
    const index = 'CREATE INDEX orders_customer_id_idx ON orders (customer_id);';
    const ofBase = await testServer.createDatabase('base', `${TABLE}${index} ANALYZE`);
    const ofHead = await testServer.createDatabase('head', `${TABLE} ANALYZE`);
    const opened = [await openTestSide(testServer, ofBase), await openTestSide(testServer, ofHead)] as const;
    [base, head] = opened;
    return async () => {
      for (const side of opened) await side[Symbol.asyncDispose]();
    };
  });

  async function cross(baseText: string, headText: string, databaseChanged = true) {
    const measured = await measureOneCase({
      base: { side: base, sql: baseText, values: [7] },
      head: { side: head, sql: headText, values: [7] },
      databaseChanged,
    });
    if (measured.base?.kind !== 'measured' || !measured.crossed) return null;
    const { baseTextOnHead, headTextOnBase } = measured.crossed;
    return {
      byDatabase: isMoreWork(measured.base, baseTextOnHead),
      byText: isMoreWork(measured.base, headTextOnBase),
    };
  }

  const INDEXED = 'SELECT * FROM orders WHERE customer_id = $1';

  it('tells the lost index from the edited text', async () => {
    expect(await cross(INDEXED, 'SELECT id FROM orders WHERE customer_id = $1')).toEqual({
      byDatabase: true,
      byText: false,
    });
    expect(await cross(INDEXED, 'SELECT * FROM orders WHERE customer_id + 0 = $1')).toEqual({
      byDatabase: true,
      byText: true,
    });
    const byKey = 'SELECT * FROM orders WHERE id = $1';
    expect(await cross(byKey, 'SELECT * FROM orders WHERE id + 0 = $1')).toEqual({
      byDatabase: false,
      byText: true,
    });
  });

  it('tells by time what work does not show', async () => {
    const light = 'SELECT count(*) FROM orders WHERE length(note) > 5';
    const heavy = `${light} AND md5(md5(md5(note))) <> 'x'`;
    const measured = await measureOneCase({
      base: { side: base, sql: light, values: [] },
      head: { side: head, sql: heavy, values: [] },
      databaseChanged: true,
    });
    expect(measured.time?.verdict).toBe('slower');
    expect(measured.crossed?.time).toEqual({ baseTextOnHead: 'not-slower', headTextOnBase: 'slower' });
  });

  it('asks nothing where there is one candidate, or nothing got worse', async () => {
    expect(await cross(INDEXED, 'SELECT id FROM orders WHERE customer_id = $1', false)).toBeNull();
    expect(await cross('SELECT * FROM orders WHERE id = $1', 'SELECT id FROM orders WHERE id = $1')).toBeNull();
  });
});
