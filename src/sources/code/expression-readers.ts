import type { Node } from 'web-tree-sitter';
import type { ExpressionReader } from './code-language.ts';
import type { Expression } from './expression.ts';
import { makeHole, makeReference, makeSequence, makeText } from './make-expression.ts';

/** A binary expression whose operator joins strings. A chain is read along its left side, however long it is. */
export function readConcatenation(operators: readonly string[]): ExpressionReader {
  return (node, read) => {
    const right: Node[] = [];
    let left = node;
    while (left.type === node.type) {
      const [first, second] = [left.childForFieldName('left'), left.childForFieldName('right')];
      if (!operators.includes(operatorOf(left) ?? '') || first === null || second === null) break;
      right.push(second);
      left = first;
    }
    return right.length === 0 ? null : makeSequence(node, [left, ...right.reverse()].map(read));
  };
}

/** The operator of a binary expression: a field of its own, or what stands between its sides. */
export function operatorOf(node: Node): string | null {
  const field = node.childForFieldName('operator');
  if (field !== null) return field.type;
  return node.childForFieldName('right') === null ? null : (node.child(1)?.type ?? null);
}

/** Literals beside each other. */
export const readAdjacent: ExpressionReader = (node, read) => {
  return makeSequence(node, node.namedChildren.filter((child) => !child.isExtra).map(read));
};

/** A node that only wraps an expression: its first named child, or the one in a field. */
export function readWrapped(field?: string): ExpressionReader {
  return (node, read) => {
    const inner = field === undefined ? node.namedChild(0) : node.childForFieldName(field);
    return inner && read(inner);
  };
}

/** A name alone. */
export const readName: ExpressionReader = (node) => makeReference(node, node.text, null);

/** A number, or any word that is its own text. */
export const readAsWritten: ExpressionReader = (node) => makeText(node, node.text.replaceAll('_', ''));

/** `Tables.JOBS`: a member of a name. */
export function readMember(ownerField: string, nameField: string): ExpressionReader {
  return (node) => {
    const [owner, name] = [node.childForFieldName(ownerField), node.childForFieldName(nameField)];
    return owner && name && makeReference(node, name.text, owner.text);
  };
}

/** A list of expressions. */
export const readList: ExpressionReader = (node, read) => {
  const items = node.namedChildren.filter((child) => !child.isExtra).map(read);
  return { kind: 'list', items, start: node.startIndex, end: node.endIndex };
};

/** One expression or another, by a condition: SQL that a tag makes, or a text, when a branch is. */
export function readChoice(branchesOf: (node: Node) => readonly (Node | null)[]): ExpressionReader {
  return (node, read) => {
    const branches = branchesOf(node).filter((branch) => branch !== null);
    const choices = branches.map(read);
    const kinds = choices.map(choiceOf);
    const nature = kinds.includes('fragment') ? 'fragment' : kinds.includes('text') ? 'text' : null;
    return nature && { ...makeHole(node, nature), isApart: choices.every(startsApart) };
  };
}

/** Whether the text of an expression surely does not go on with a word; one that is empty does not. */
function startsApart(branch: Expression): boolean {
  if (branch.kind === 'text') return !/^[\w$]/.test(branch.text);
  if (branch.kind === 'sequence') return branch.parts[0] === undefined || startsApart(branch.parts[0]);
  return branch.kind === 'hole' && branch.isApart === true;
}

function choiceOf(branch: Expression): 'fragment' | 'text' | null {
  if (branch.kind === 'sequence') return branch.isTagged ? 'fragment' : 'text';
  if (branch.kind !== 'hole' || branch.nature === 'unknown') return null;
  return branch.nature === 'text' ? 'text' : 'fragment';
}
