import { z } from 'zod';

/** What `explain-gate queries --json` prints (DESIGN section 9). Fields are added, never changed, under one `schemaVersion`. */
export const queryListSchema = z.strictObject({
  schemaVersion: z.literal(1),
  queries: z
    .array(
      z.strictObject({
        id: z.string().describe('`file#name` or `file#ordinal`, as in report.json and in the config'),
        name: z.string(),
        location: z.strictObject({
          file: z.string().describe('Repository-relative, with `/`'),
          line: z.int().positive(),
          endLine: z.int().positive(),
        }),
        kind: z.enum(['select', 'insert', 'update', 'delete', 'merge', 'values', 'other']),
        parameters: z
          .array(z.strictObject({ position: z.int().positive(), name: z.string().nullable() }))
          .describe('One entry a distinct `$n`; the name that the source gives it'),
        failure: z
          .strictObject({
            kind: z.enum(['syntax', 'dynamic', 'no-values', 'timeout', 'error', 'unsupported']),
            message: z.string(),
            fragments: z
              .array(z.string())
              .optional()
              .describe(
                'Pieces that the program puts into the SQL; `fragments` of the config may give their text',
              ),
          })
          .nullable()
          .describe('Why it can not be measured as it stands in the file; null when it can'),
      }),
    )
    .describe('By file and line'),
  notChecked: z
    .array(z.strictObject({ file: z.string(), reason: z.string() }))
    .describe('Files that hold queries and are not checked: not readable, or for another database'),
});

/** The queries of one side. Text in it is as found: whoever shows it escapes it. */
export type QueryList = z.output<typeof queryListSchema>;

/** JSON Schema of what `explain-gate queries --json` prints. */
export function queryListJsonSchema(): object {
  return {
    $id: 'explain-gate-queries.schema.json',
    title: 'explain-gate queries',
    ...z.toJSONSchema(queryListSchema),
  };
}
