import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';

/**
 * Reads a YAML text by a schema. `file` is only for messages.
 * Throws ConfigError with file, line, key path, what was found and what is allowed.
 */
export function parseYaml<T extends z.ZodType>(text: string, file: string, schema: T): z.output<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntaxError] = document.errors;
  if (syntaxError) {
    const { line, col } = lines.linePos(syntaxError.pos[0]);
    throw new ConfigError(`${file}:${line}:${col}: not valid YAML: ${syntaxError.message}`, {
      code: 'config-yaml-syntax',
      hint: 'Correct the YAML at that line.',
      cause: syntaxError,
    });
  }
  const result = schema.safeParse(document.toJS() ?? {}, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (!issue) throw result.error;
  throw toConfigError(issue, { document, lines, file, schema });
}

interface Origin {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: string;
  readonly schema: z.ZodType;
}

function toConfigError(issue: z.core.$ZodIssue, origin: Origin): ConfigError {
  const found = deepest(issue);
  if (found.code === 'unrecognized_keys') {
    const [key = ''] = found.keys;
    const path = [...found.path, key];
    const allowed = keysAt(origin.schema, found.path);
    const nearest = nearestName(key, allowed);
    return new ConfigError(
      `${place(path, origin)}: unknown key \`${path.join('.')}\`${nearest ? `; did you mean \`${nearest}\`?` : ''}`,
      {
        code: 'config-unknown-key',
        hint: allowed.length > 0 ? `Allowed here: ${allowed.join(', ')}.` : undefined,
      },
    );
  }
  const key = found.path.join('.') || 'the file';
  return new ConfigError(
    `${place(found.path, origin)}: \`${key}\` is ${describeValue(found.input)}: ${lowerFirst(found.message)}`,
    { code: 'config-invalid-value', hint: 'docs/configuration.md lists every key with its type and default.' },
  );
}

/**
 * Of a failed union the branch that got furthest is the one that the user meant; a slip in a key explains a missing one. A branch of
 * which nothing is wrong at its own level comes first: it knows every key that is there.
 */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const isMeant = (branch: readonly z.core.$ZodIssue[]) => branch.every(({ path }) => path.length > 0);
  const meant = issue.errors.filter((branch) => branch.length > 0 && isMeant(branch));
  const branches = (meant.length > 0 ? meant : issue.errors)
    .flat()
    .filter((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys');
  const furthest =
    branches.find((inner) => inner.code === 'unrecognized_keys') ??
    branches.toSorted((a, b) => b.path.length - a.path.length)[0];
  return furthest ? deepest({ ...furthest, path: [...issue.path, ...furthest.path] }) : issue;
}

/** `file:line` of the key, or of its nearest ancestor that stands in the file. */
function place(path: readonly PropertyKey[], { document, lines, file }: Origin): string {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: readonly number[] | null }
      | undefined;
    const start = node?.range?.[0];
    if (start !== undefined) return `${file}:${lines.linePos(start).line}`;
  }
  return file;
}

interface SchemaParts {
  readonly def?: { readonly innerType?: SchemaParts; readonly valueType?: SchemaParts };
  readonly shape?: Readonly<Record<PropertyKey, SchemaParts>>;
  readonly element?: SchemaParts;
  readonly options?: readonly SchemaParts[];
}

/** Keys that the schema allows at a path; empty where keys are the user's own. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let branches = branchesOf(schema as unknown as SchemaParts);
  for (const key of path) {
    branches = branches
      .flatMap(
        ({ shape, element, def }) =>
          (typeof key === 'number' ? element : (shape?.[key] ?? def?.valueType)) ?? [],
      )
      .flatMap(branchesOf);
  }
  return branches.flatMap(({ shape }) => Object.keys(shape ?? {}));
}

/** The schemas behind defaults, optionals and unions. */
function branchesOf(schema: SchemaParts): readonly SchemaParts[] {
  if (schema.def?.innerType) return branchesOf(schema.def.innerType);
  return schema.options ? schema.options.flatMap(branchesOf) : [schema];
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
