import { expect, test } from 'vitest';
import { parseExplainJson } from '../../src/plan/parse-explain-json.ts';
import { toExplainJson } from '../../src/plan/to-explain-json.ts';
import { RECORDED_PLANS } from './recorded-plans.ts';

test.each(RECORDED_PLANS)(
  'PostgreSQL $major, $name: other tools get what the server gave',
  ({ json, plan }) => {
    const written = toExplainJson(plan);
    expect(parseExplainJson(written)).toEqual(plan);
    // Every key that is written is one that EXPLAIN writes.
    const keys = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) => [
            ...(Array.isArray(value) ? [] : [key]),
            ...keys(inner),
          ]);
    const known = new Set([...keys(json), 'Triggers']);
    expect(keys(written).filter((key) => !known.has(key))).toEqual([]);
  },
);
