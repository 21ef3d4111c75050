import { SourceError } from '../errors.ts';
import { type Report, reportSchema } from './report-schema.ts';

/** Name of the file that `readReport` reads the text of. */
export const REPORT_FILE = 'report.json';

/**
 * A report from its JSON, as another job wrote it. Everything in it is taken for hostile: what is not exactly a report is
 * refused, and what is one is only ever shown.
 * @param origin what to call it in a message
 * @throws SourceError naming the first place that is not as it should be
 */
export function readReport(json: string, origin: string): Report {
  const parsed = validate(parse(json, origin), origin);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw notAReport(origin, `${issue?.path.join('.') || 'the document'}: ${issue?.message}`);
}

/** Plans nest, and who writes the file chooses how deep. */
function validate(document: unknown, origin: string): ReturnType<typeof reportSchema.safeParse> {
  try {
    return reportSchema.safeParse(document);
  } catch (error) {
    if (error instanceof RangeError) throw notAReport(origin, 'it is nested too deeply');
    throw error;
  }
}

function parse(json: string, origin: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw notAReport(origin, (error as Error).message);
  }
}

function notAReport(origin: string, reason: string): SourceError {
  return new SourceError(`${origin} is no report of explain-gate: ${reason}`, {
    code: 'report-invalid',
    hint: 'Expected is report.json as `explain-gate check --output` of the same version writes it.',
  });
}
