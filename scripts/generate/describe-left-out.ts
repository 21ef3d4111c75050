import { LEFT_OUT } from '../../src/config/left-out.ts';
import { toMarkdownTable } from './to-markdown-table.ts';

/** The table of the files that are left out by themselves. */
export function describeLeftOut(): string {
  return toMarkdownTable(
    ['what', 'globs'],
    LEFT_OUT.map(({ what, globs }) => [what, globs.map((glob) => `\`${glob}\``).join(' ')]),
  );
}
