import { diffPlans } from '../../plan/diff-plans.ts';
import type { Plan, PlanNode } from '../../plan/plan.ts';
import type { CaseReport, QueryReport, Report, SideReport } from '../report-schema.ts';
import { LiteralRedaction } from './redact-literals.ts';

/** Fields of a node that are expressions; the others are names, words and figures. */
const EXPRESSIONS = [
  'indexCond',
  'recheckCond',
  'filter',
  'joinFilter',
  'hashCond',
  'mergeCond',
  'orderBy',
  'tidCond',
  'oneTimeFilter',
  'cacheKey',
] as const satisfies readonly (keyof PlanNode)[];
const EXPRESSION_LISTS = ['sortKey', 'presortedKey', 'groupKey'] as const satisfies readonly (keyof PlanNode)[];

/** Classes of SQLSTATE whose messages show data: data exceptions, integrity violations, what the user's own code raises. */
const SHOWS_DATA = /^(?:22|23|44|P0)/u;

/**
 * The report without literals: those of SQL texts and conditions become placeholders, values of parameters too, and messages that
 * repeat them are cut. Names of relations, columns and indexes stay. Pure, but needs the parser loaded.
 */
export function redactReport(report: Report): Report {
  const { environment } = report;
  return {
    ...report,
    queries: report.queries.map(redactQuery),
    ...(environment ? { environment: { ...environment, settings: redactSettings(environment.settings) } } : {}),
    ...(report.notChecked
      ? { notChecked: report.notChecked.map(({ file, reason }) => ({ file, reason: cutQuotes(reason) })) }
      : {}),
    ...(report.warnings ? { warnings: report.warnings.map(cutQuotes) } : {}),
  };
}

function redactQuery(query: QueryReport): QueryReport {
  const redaction = new LiteralRedaction();
  const { base, head } = query.sql;
  const sql = { base: base && redaction.redactSql(base), head: head && redaction.redactSql(head) };
  const cases = query.cases.map((item) => redactCase(item, redaction));
  // Messages come last: by now every literal and value of the query is known.
  const withheld = dataMessages(query);
  const message = (text: string) =>
    redaction.redactMessage(withheld.reduce((left, shown) => left.replaceAll(shown, '…'), text));
  return {
    ...query,
    sql,
    cases: cases.map((item) => ({
      ...item,
      base: redactFailure(item.base, message),
      head: redactFailure(item.head, message),
    })),
    findings: query.findings.map((finding) => ({ ...finding, message: message(finding.message) })),
    movedBy: query.movedBy.map(message),
    because: query.because.map(message),
    failure: query.failure && { ...query.failure, message: message(query.failure.message) },
  };
}

function redactCase(item: CaseReport, redaction: LiteralRedaction): CaseReport {
  const [base, head] = [redactSide(item.base, redaction), redactSide(item.head, redaction)];
  return {
    ...item,
    parameters: item.parameters.map((value) => (value === null ? null : redaction.redactValue(value))),
    base,
    head,
    // Details quote conditions: they are told anew, of the plans without literals.
    planDiff:
      base && head && 'plan' in base && 'plan' in head
        ? diffPlans(base.plan, head.plan).map((change) => ({ ...change }))
        : [],
  };
}

function redactSide(side: SideReport, redaction: LiteralRedaction): SideReport {
  return side && 'plan' in side ? { ...side, plan: redactPlan(side.plan, redaction) } : side;
}

function redactPlan(plan: Plan, redaction: LiteralRedaction): Plan {
  return { ...plan, root: redactNode(plan.root, redaction) };
}

/** A report keeps plans of bounded depth. */
function redactNode(node: PlanNode, redaction: LiteralRedaction): PlanNode {
  const sql = (text: string) => redaction.redactSql(text);
  const changed: Record<string, string | readonly string[]> = {};
  for (const field of EXPRESSIONS) {
    const text = node[field];
    if (text !== undefined) changed[field] = sql(text);
  }
  for (const field of EXPRESSION_LISTS) {
    const texts = node[field];
    if (texts !== undefined) changed[field] = texts.map(sql);
  }
  return { ...node, ...changed, plans: node.plans.map((child) => redactNode(child, redaction)) };
}

function redactFailure(side: SideReport, message: (text: string) => string): SideReport {
  if (!side || 'plan' in side) return side;
  return { failure: { ...side.failure, message: message(side.failure.message) } };
}

/** Messages of the server that show data. */
function dataMessages({ cases }: QueryReport): string[] {
  return cases
    .flatMap(({ base, head }) => [base, head])
    .flatMap((side) =>
      side && 'failure' in side && SHOWS_DATA.test(side.failure.sqlState ?? '') ? [side.failure.message] : [],
    );
}

/** A setting of PostgreSQL's planner is a number with a unit, a switch or a word. */
const PLAIN_SETTING = /^(?:-?[\d.]+ ?[A-Za-z]{0,3}|[a-z_]{1,30})$/u;

function redactSettings(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      // A name with a dot is an application's own setting.
      name.includes('.') || !PLAIN_SETTING.test(value) ? '…' : value,
    ]),
  );
}

function cutQuotes(text: string): string {
  return new LiteralRedaction().redactMessage(text);
}
