import type { MetaCommand } from './script-item.ts';

/** What becomes of a meta-command: accepted in silence, left out with a note, or refused with the reason. */
export type MetaCommandVerdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly why: string };

/** They change what psql prints, and nothing in a database. */
const PRINTING = new Set(
  `a C conninfo echo errverbose f H html o out pset qecho t T timing unset warn x`.split(' '),
);

const REASONS: ReadonlyMap<string, string> = new Map([
  ...entries('c connect', 'each side has one database, which the file must not leave'),
  ...entries('! w write prompt password s setenv cd', 'it needs a shell or a person'),
  ...entries(
    'i include ir include_relative',
    'a script stands for itself: list the file under `schema` or `seed`',
  ),
  ...entries(
    'copy',
    'it reads a file beside psql: write COPY … FROM stdin with the data, or list a .csv file under `seed`',
  ),
  ...entries('if elif else endif', 'what runs must not depend on variables of psql'),
  ...entries(
    'g gx gset gexec gdesc crosstabview watch bind parse bind_named',
    'it depends on the rows that psql would show',
  ),
  ...entries('q quit', 'it would leave out the rest of the file'),
  ...entries('.', 'it ends the data of COPY … FROM stdin, and none is open here'),
  ...entries(';', 'write statements one by one'),
]);

/** Variables of psql that steer psql itself. */
const CONTROL_VARIABLES = new Set(
  'ON_ERROR_STOP ECHO ECHO_HIDDEN VERBOSITY SHOW_CONTEXT QUIET FETCH_COUNT HISTCONTROL HISTSIZE PROMPT1 PROMPT2'.split(
    ' ',
  ),
);

/** Decides on a meta-command. Scripts run without psql: what would need it is refused rather than left out. */
export function judgeMetaCommand({ name, argument, insideStatement }: MetaCommand): MetaCommandVerdict {
  const reason = REASONS.get(name);
  if (reason !== undefined) return refused(reason);
  if (insideStatement) return refused('it stands inside a statement');
  // pg_dump writes them around its output.
  if (name === 'restrict' || name === 'unrestrict') return { kind: 'accepted' };
  if (name === '\\') return { kind: 'accepted' };
  if (PRINTING.has(name) || /^[dlz]/.test(name) || name === 'sf' || name === 'sv') return { kind: 'ignored' };
  if (name === 'encoding') return judgeEncoding(argument);
  if (name === 'set') return judgeSet(argument);
  return refused('scripts run without psql, which knows this command');
}

function judgeEncoding(argument: string): MetaCommandVerdict {
  return /^'?utf-?8'?$/i.test(argument) || argument === ''
    ? { kind: 'ignored' }
    : refused('scripts are read as UTF-8');
}

function judgeSet(argument: string): MetaCommandVerdict {
  const [variable = '', value = ''] = argument.split(/\s+/);
  if (variable === '' || CONTROL_VARIABLES.has(variable)) return { kind: 'ignored' };
  if (variable === 'AUTOCOMMIT' && /^(on|true|1)$/i.test(value)) return { kind: 'ignored' };
  if (variable === 'ON_ERROR_ROLLBACK' && /^(off|false|0)$/i.test(value)) return { kind: 'ignored' };
  return refused('variables of psql are not filled in');
}

function entries(names: string, why: string): [string, string][] {
  return names.split(' ').map((name) => [name, why]);
}

function refused(why: string): MetaCommandVerdict {
  return { kind: 'refused', why };
}
