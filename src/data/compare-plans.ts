import { posix } from 'node:path';
import { type DataPlan, type DataStep, type EntrySteps, type FileStep, isFileStep } from './data-step.ts';
import { filesReadBy } from './files-read-by.ts';

/** How the two databases come about. */
export type HowBuilt = 'one-database' | 'head-adds-migrations' | 'built-apart';

/** How the two sides' schema and seed differ. */
export interface PlanComparison {
  readonly how: HowBuilt;
  /** For the report, why each side is built from its own tree; empty otherwise. */
  readonly reasons: readonly string[];
  /** What head adds to base, in order; empty when built apart. */
  readonly added: readonly FileStep[];
  readonly seedChanged: boolean;
  /** Base has nothing of what the config lists under `schema`. */
  readonly baseIsEmpty: boolean;
}

/**
 * Decides how the two databases come about. A migration that only has another name is the same migration.
 * @param changedFiles the files that differ: a command may read each of them
 */
export function comparePlans(
  base: DataPlan,
  head: DataPlan,
  changedFiles: () => readonly string[],
): PlanComparison {
  const schema = compareEntries(base.schema, head.schema, true);
  const seed = compareEntries(base.seed, head.seed, false);
  const mayRead = explainCommands([...head.schema, ...head.seed], changedFiles);
  const steps = base.schema.flatMap((entry) => entry.steps);
  const baseIsEmpty = steps.length === 0 && head.schema.length > 0;
  const found = [...schema.reasons, ...seed.reasons, ...mayRead];
  if (baseIsEmpty) found.unshift('base has no schema files');
  const seedChanged = seed.reasons.length > 0;
  if (found.length > 0) {
    const reasons = found.map((reason) => `${reason}: each side is built from its own tree`);
    return { how: 'built-apart', reasons, added: [], seedChanged, baseIsEmpty };
  }
  const how = schema.added.length > 0 ? 'head-adds-migrations' : 'one-database';
  return { how, reasons: [], added: schema.added, seedChanged, baseIsEmpty };
}

/** Why the commands may give each side another database. */
function explainCommands(
  entries: readonly EntrySteps[],
  changedFiles: () => readonly string[],
): readonly string[] {
  const commands = entries.flatMap(({ entry }) =>
    typeof entry !== 'string' && 'command' in entry ? [entry] : [],
  );
  if (commands.length === 0) return [];
  const changed = changedFiles();
  return commands.flatMap((entry) => {
    const [file] = filesReadBy(entry, changed);
    if (file === undefined) return [];
    const why = entry.reads ? `reads ${file}, which changed` : 'may read files that the change touches';
    return [`\`${entry.command}\` ${why}`];
  });
}

interface EntriesComparison {
  readonly reasons: readonly string[];
  readonly added: readonly FileStep[];
}

/** Both sides have the same entries, since there is one config. */
function compareEntries(
  base: readonly EntrySteps[],
  head: readonly EntrySteps[],
  mayAdd: boolean,
): EntriesComparison {
  const compared = head.map((entry, at) => compareEntry(base[at], entry, mayAdd));
  return { reasons: compared.flatMap(({ reasons }) => reasons), added: compared.flatMap(({ added }) => added) };
}

/**
 * Repeatable migrations that changed, or are new, run again behind the versioned ones that head adds, as their tool
 * would have it; one that is gone leaves what it made. A baseline is nothing to a database that is not empty.
 */
function compareEntry(base: EntrySteps | undefined, head: EntrySteps, mayAdd: boolean): EntriesComparison {
  const [left, right] = [byRole(base), byRole(head)];
  const what = head.isDirectory && mayAdd ? 'migration ' : '';
  const differs = left.versioned.findIndex((step, at) => !isSame(step, right.versioned[at]));
  if (differs >= 0) {
    return { reasons: [explain(left.versioned, right.versioned, differs, what, head)], added: [] };
  }
  const edited = right.baseline.find((step) =>
    left.baseline.some((other) => other.path === step.path && !isSame(other, step)),
  );
  if (edited !== undefined)
    return { reasons: [`migration ${nameIn(head, edited)} was edited in place`], added: [] };
  const isKnown = (step: FileStep) => left.repeatable.some((other) => isSame(other, step));
  const added = [
    ...right.versioned.slice(left.versioned.length).filter(isFileStep),
    ...right.repeatable,
    // Of a current migration that was committed, base has run the content already.
  ].filter((step) => !isKnown(step));
  if (added.length === 0 || (mayAdd && head.isDirectory)) return { reasons: [], added };
  return { reasons: added.map(({ path }) => `${path} is new`), added: [] };
}

interface StepsByRole {
  readonly versioned: readonly DataStep[];
  readonly repeatable: readonly FileStep[];
  readonly baseline: readonly FileStep[];
}

function byRole(entry: EntrySteps | undefined): StepsByRole {
  const steps: readonly DataStep[] = entry?.history ?? entry?.steps ?? [];
  const files = steps.filter(isFileStep);
  return {
    versioned: steps.filter((step) => !isFileStep(step) || (step.role ?? 'versioned') === 'versioned'),
    repeatable: files.filter(({ role }) => role === 'repeatable'),
    baseline: files.filter(({ role }) => role === 'baseline'),
  };
}

function isSame(a: DataStep, b: DataStep | undefined): boolean {
  if (b === undefined || !isFileStep(a) || !isFileStep(b)) {
    // One config gives both sides their commands and their generated rows.
    return a.kind === 'command' ? b?.kind === 'command' && a.command === b.command : a.kind === b?.kind;
  }
  return a.kind === b.kind && a.contentId === b.contentId;
}

/** In words, the first step in which head is not base with something added. */
function explain(
  base: readonly DataStep[],
  head: readonly DataStep[],
  at: number,
  what: string,
  entry: EntrySteps,
): string {
  const [gone, here] = [base[at], head[at]];
  if (gone === undefined || !isFileStep(gone)) return 'the command changed';
  const name = (step: FileStep) => (what === '' ? step.path : `${what}${nameIn(entry, step)}`);
  const inHead = head.filter(isFileStep).find((step) => step.path === gone.path);
  if (inHead === undefined) return `${name(gone)} is gone`;
  if (isSame(gone, inHead) && here !== undefined && isFileStep(here)) {
    return `${name(here)} was inserted before ${nameIn(entry, gone)}`;
  }
  return what === '' ? `${gone.path} changed` : `${name(gone)} was edited in place`;
}

/** A migration's path in its directory: in some layouts every file has the same name. */
function nameIn({ entry }: EntrySteps, { path }: FileStep): string {
  const directory = typeof entry === 'string' ? entry : 'path' in entry ? entry.path : '';
  return posix.relative(posix.normalize(directory), path);
}
