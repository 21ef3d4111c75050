import type { Expression } from './expression.ts';

/** The parts of a name, when they are constant, as PostgreSQL quotes them: `"app"."jobs"`; else null. */
export function quoteName(parts: readonly Expression[]): string | null {
  const names = parts.map((part) => {
    const text = constantText(part);
    return text === null ? null : `"${text.replaceAll('"', '""')}"`;
  });
  return names.includes(null) ? null : names.join('.');
}

/** The text of a literal without interpolations, or null. */
export function constantText(expression: Expression): string | null {
  if (expression.kind === 'text') return expression.text;
  if (expression.kind !== 'sequence') return null;
  const texts = expression.parts.map(constantText);
  return texts.includes(null) ? null : texts.join('');
}
