import { parse } from 'yaml';
import { toMarkdownTable } from './to-markdown-table.ts';

interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** The tables of inputs and outputs, out of action.yml. */
export function describeAction(yaml: string): { readonly inputs: string; readonly outputs: string } {
  const { inputs, outputs } = parse(yaml) as ActionMetadata;
  return {
    inputs: toMarkdownTable(
      ['input', 'default', 'what it is'],
      Object.entries(inputs).map(([name, input]) => [
        `\`${name}\``,
        input.default === undefined ? '' : `\`${input.default}\``,
        input.description,
      ]),
    ),
    outputs: toMarkdownTable(
      ['output', 'what it is'],
      Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
    ),
  };
}
