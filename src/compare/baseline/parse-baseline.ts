import { parseDocument } from 'yaml';
import { ConfigError } from '../../errors.ts';
import { type Baseline, baselineSchema } from './baseline-schema.ts';

/**
 * Reads a baseline file; `file` is only for messages.
 * @throws ConfigError with the file, what was found and what to do
 */
export function parseBaseline(text: string, file: string): Baseline {
  const document = parseDocument(text, { prettyErrors: false });
  const [syntaxError] = document.errors;
  if (syntaxError) throw invalid(file, `not valid YAML: ${syntaxError.message}`);
  const result = baselineSchema.safeParse(toValue(document, file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(file, `\`${issue?.path.join('.') ?? ''}\`: ${issue?.message ?? 'not as it was written'}`);
}

function toValue(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw invalid(file, (cause as Error).message);
  }
}

function invalid(file: string, why: string): ConfigError {
  return new ConfigError(`${file} is no baseline: ${why}`, {
    code: 'baseline-invalid',
    hint: 'Write it anew with `explain-gate baseline write`, or take it from git; where two branches changed it, write it anew after the merge.',
  });
}
