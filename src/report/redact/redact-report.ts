import { mayShowData } from '../../may-show-data.ts';
import { diffPlans } from '../../plan/diff-plans.ts';
import type { Plan, PlanNode } from '../../plan/plan.ts';
import type { CaseReport, QueryReport, Report, SideReport } from '../report-schema.ts';
import { LiteralRedaction, redactServerText } from './redact-literals.ts';

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

/**
 * The report without literals: those of SQL texts and conditions become placeholders, values of parameters too, and messages that
 * repeat them are cut. Names of relations, columns and indexes stay. Pure, but needs the parser loaded.
 */
export function redactReport(report: Report): Report {
  const { environment, databases, notChecked, warnings } = report;
  return {
    ...report,
    queries: report.queries.map(redactQuery),
    ...(environment ? { environment: redactEnvironment(environment) } : {}),
    ...(databases ? { databases: { ...databases, reasons: databases.reasons.map(redactServerText) } } : {}),
    ...(notChecked
      ? { notChecked: notChecked.map(({ file, reason }) => ({ file, reason: redactServerText(reason) })) }
      : {}),
    ...(warnings ? { warnings: warnings.map(redactServerText) } : {}),
  };
}

type Environment = NonNullable<Report['environment']>;

function redactEnvironment({ settings, doubts, ...environment }: Environment): Environment {
  return {
    ...environment,
    settings: redactSettings(settings),
    ...(doubts ? { doubts: doubts.map(redactServerText) } : {}),
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
    cases: cases.map((item) => redactMessages(item, message)),
    findings: query.findings.map((finding) => ({ ...finding, message: message(finding.message) })),
    movedBy: query.movedBy.map(message),
    because: query.because.map(message),
    failure: query.failure && { ...query.failure, message: message(query.failure.message) },
  };
}

function redactCase(item: CaseReport, redaction: LiteralRedaction): CaseReport {
  const parameters = item.parameters.map((value) => (value === null ? null : redaction.redactValue(value)));
  const [base, head] = [redactSide(item.base, redaction), redactSide(item.head, redaction)];
  return {
    ...mapGeneric(item, (side) => redactSide(side, redaction)),
    parameters,
    base,
    head,
    // Details quote conditions: they are told anew, of the plans without literals.
    planDiff:
      base && head && 'plan' in base && 'plan' in head
        ? diffPlans(base.plan, head.plan).map((change) => ({ ...change }))
        : [],
  };
}

/** The case with its generic plans as `change` makes them. */
function mapGeneric(item: CaseReport, change: <S extends SideReport>(side: S) => S): CaseReport {
  if (!item.generic) return item;
  const { base, head } = item.generic;
  return {
    ...item,
    generic: {
      base: base && { ...base, outcome: change(base.outcome) },
      head: head && { ...head, outcome: change(head.outcome) },
    },
  };
}

function redactMessages(item: CaseReport, message: (text: string) => string): CaseReport {
  const redact = <S extends SideReport>(side: S) => redactFailure(side, message);
  return {
    ...mapGeneric(item, redact),
    base: redact(item.base),
    head: redact(item.head),
    ...(item.untimed === undefined ? {} : { untimed: message(item.untimed) }),
  };
}

function redactSide<S extends SideReport>(side: S, redaction: LiteralRedaction): S {
  if (!side || !('plan' in side)) return side;
  const { plan, uncounted } = side;
  // It comes without its SQLSTATE, so it may be any message.
  return { ...side, plan: redactPlan(plan, redaction), ...(uncounted === undefined ? {} : { uncounted: '…' }) };
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

function redactFailure<S extends SideReport>(side: S, message: (text: string) => string): S {
  if (!side || !('failure' in side)) return side;
  return { ...side, failure: { ...side.failure, message: message(side.failure.message) } };
}

/** Messages of the server that may show data. */
function dataMessages({ cases }: QueryReport): string[] {
  return cases
    .flatMap(({ base, head, generic }) => [base, head, generic?.base?.outcome, generic?.head?.outcome])
    .flatMap((side) => {
      if (!side || !('failure' in side) || side.failure.kind === 'timeout') return [];
      return mayShowData(side.failure.sqlState) ? [side.failure.message] : [];
    });
}

/** A setting of PostgreSQL's planner is a number with a unit, a switch, or one of a few words. */
const PLAIN_SETTING =
  /^(?:-?[\d.]+ ?[A-Za-z]{0,3}|on|off|auto|true|false|partition|regress|UTC|minimal|replica|logical|force_custom_plan|force_generic_plan)$/u;

function redactSettings(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      // A name with a dot is an application's own setting.
      name.includes('.') || !PLAIN_SETTING.test(value) ? '…' : value,
    ]),
  );
}
