import type { CaseMeasurement } from '../../src/compare/measurement.ts';
import { judgeQuery } from '../../src/rules/judge-query.ts';
import { resolveRules } from '../../src/rules/policy.ts';
import { parseSql } from '../../src/sql/parser.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { statementKindOf } from '../../src/sql/statement-kind.ts';
import type { BenchQuery } from './run-check.ts';

/** What the product says of a query. */
export interface Said {
  readonly ours: 'error' | 'warning' | 'inconclusive' | 'quiet';
  /** Messages of the findings that are more than notes, or why it is inconclusive. */
  readonly because: readonly string[];
}

/** Judges one measured query by the product's own rules. `loadParser()` has to be awaited first. */
export function judgeChecked(query: BenchQuery, measurement: CaseMeasurement): Said {
  const rules = resolveRules({}, [], { id: query.name, name: query.name, file: FILE, relations: [] });
  const { status, findings, failure } = judgeQuery({
    pair: {
      id: query.name,
      name: query.name,
      location: LOCATION,
      change: 'changed',
      because: ['text changed'],
      base: toStatement(query.name, query.base),
      head: toStatement(query.name, query.head),
    },
    cases: [measurement],
    failure: null,
    rules,
  });
  const held = findings.filter(({ severity }) => severity !== 'note');
  const because = held.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
  if (held.some(({ severity }) => severity === 'error')) return { ours: 'error', because };
  if (held.length > 0) return { ours: 'warning', because };
  return status === 'inconclusive'
    ? { ours: 'inconclusive', because: failure === null ? [] : [failure.message] }
    : { ours: 'quiet', because };
}

const FILE = 'bench.sql';
const LOCATION = { file: FILE, line: 1, endLine: 1 } as const;

function toStatement(name: string, sql: string): Statement {
  const parsed = parseSql(sql);
  const [first] = parsed.ok ? parsed.value : [];
  if (first === undefined) throw new Error(`${name} is no SQL`);
  return {
    location: LOCATION,
    name,
    ordinal: 1,
    text: sql,
    sql,
    kind: statementKindOf(first),
    parameters: [],
    canonical: null,
    fingerprint: null,
    failure: null,
  };
}
