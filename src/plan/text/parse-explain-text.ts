import { describeValue, notAPlan } from '../explain-fields.ts';
import type { Plan, PlanNode, PlanSerialization, PlanTrigger } from '../plan.ts';
import { cutNodeLine } from './read-figures.ts';
import { readNodeWords } from './read-node-words.ts';
import { cutProperty, readBuffers, readProperty } from './read-property.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type OpenNode = Writable<PlanNode> & { readonly plans: PlanNode[] };

/** A line that others are indented below: a node, or the label of a subplan. */
interface Frame {
  readonly column: number;
  readonly node: OpenNode | null;
  /** Of a label: `CTE w`, `InitPlan 1 (returns $0)`, `SubPlan 2`. */
  readonly label?: string;
}

const LABEL = /^(?:CTE .+|(?:InitPlan|SubPlan) \d+(?: \(returns .*\))?|(?:InitPlan|SubPlan) .*)$/u;
const WORKER = /^Worker \d+:/u;
const TRIGGER = /^Trigger (?:for constraint )?(.+?): (?:time=([\d.]+) )?calls=(\d+)$/u;

/**
 * Reads EXPLAIN's text format of PostgreSQL 13 and later into what its JSON format would give; keys that stand in lists are one
 * text. Lines that say nothing of a plan are passed over. The tree is told by the indentation alone.
 * Throws SourceError with the line, when there is no plan, a node is not known, or the indentation is lost.
 */
export function parseExplainText(text: string): Plan {
  const reader = new TextReader();
  text.split('\n').forEach((line, index) => {
    reader.read(line, index + 1);
  });
  return reader.plan();
}

class TextReader {
  #root: OpenNode | null = null;
  #rootColumn = 0;
  readonly #open: Frame[] = [];
  /** What the indented lines at the end belong to. */
  #section: string | null = null;
  #workerColumn: number | null = null;
  readonly #times: { planningTime?: number; executionTime?: number } = {};
  #serialization: PlanSerialization | null = null;
  readonly #triggers: PlanTrigger[] = [];

  read(line: string, number: number): void {
    const text = line.trim();
    if (text === '') return;
    const column = line.length - line.trimStart().length;
    const [arrow, words] = /^->\s*(.*)$/u.exec(text) ?? [];
    if (this.#root === null) this.#readRoot(words ?? text, column, number);
    else if (arrow !== undefined) this.#readNode(words ?? '', column, number);
    else if (column <= this.#rootColumn) this.#readFooter(text);
    else if (this.#section !== null) this.#readSection(text);
    else if (LABEL.test(text) && !cutProperty(text)) {
      this.#closeTo(column);
      this.#open.push({ column, node: null, label: text });
    } else this.#readDetail(text, column);
  }

  plan(): Plan {
    if (this.#root === null) throw notAPlan('no plan in it');
    return {
      root: this.#root,
      ...(this.#serialization ? { serialization: this.#serialization } : {}),
      ...this.#times,
      triggers: this.#triggers,
    };
  }

  #readRoot(words: string, column: number, number: number): void {
    this.#root = readNode(words, number);
    this.#rootColumn = column;
    this.#open.push({ column, node: this.#root });
  }

  #readNode(words: string, column: number, number: number): void {
    this.#section = null;
    this.#workerColumn = null;
    this.#closeTo(column);
    const above = this.#open.at(-1);
    if (!above)
      throw notAPlan(
        `${describeValue(words)} is indented below no other node: without its indentation a plan is no tree`,
        `line ${number}`,
      );
    const node = readNode(words, number);
    const parent = above.node ?? this.#open.findLast((frame) => frame.node !== null)?.node ?? undefined;
    if (above.label === undefined) node.parentRelationship = relationship(parent);
    else {
      node.parentRelationship = above.label.startsWith('SubPlan') ? 'SubPlan' : 'InitPlan';
      node.subplanName = above.label;
    }
    parent?.plans.push(node);
    this.#open.push({ column, node });
  }

  #readDetail(text: string, column: number): void {
    if (this.#workerColumn !== null && column > this.#workerColumn) return;
    this.#workerColumn = WORKER.test(text) ? column : null;
    const property = this.#workerColumn === null ? cutProperty(text) : undefined;
    const owner = this.#open.findLast((frame) => frame.node !== null && frame.column < column)?.node;
    if (property && owner) Object.assign(owner, readProperty(property.key, property.value));
  }

  #readFooter(text: string): void {
    const property = cutProperty(text);
    this.#section = property?.key ?? text;
    const value = Number.parseFloat(property?.value ?? '');
    if (property?.key === 'Planning Time' && value >= 0) this.#times.planningTime = value;
    if (property?.key === 'Execution Time' && value >= 0) this.#times.executionTime = value;
    if (property?.key === 'Serialization') this.#serialization = {};
    const [, triggerName, time, calls] = TRIGGER.exec(text) ?? [];
    if (triggerName !== undefined)
      this.#triggers.push({
        triggerName,
        calls: Number(calls),
        ...(time === undefined ? {} : { time: Number(time) }),
      });
  }

  #readSection(text: string): void {
    const property = cutProperty(text);
    if (this.#section === 'Serialization' && property?.key === 'Buffers')
      this.#serialization = readBuffers(property.value);
  }

  #closeTo(column: number): void {
    while ((this.#open.at(-1)?.column ?? -1) >= column) this.#open.pop();
  }
}

function readNode(text: string, number: number): OpenNode {
  const { words, figures } = cutNodeLine(text);
  const fields = readNodeWords(words);
  if (!fields) throw notAPlan(`${describeValue(words)} is no node of a plan`, `line ${number}`);
  return { ...fields, ...figures, plans: [] };
}

/** As EXPLAIN's JSON has it; of a node whose inputs are a list, `Member`. */
function relationship(parent: PlanNode | undefined): string {
  switch (parent?.nodeType) {
    case 'Append':
    case 'Merge Append':
    case 'BitmapAnd':
    case 'BitmapOr':
      return 'Member';
    case 'Subquery Scan':
      return 'Subquery';
    default:
      return parent?.plans.some(({ parentRelationship }) => parentRelationship === 'Outer') ? 'Inner' : 'Outer';
  }
}
