import { mayHoldQuery } from '../../sql/templates/query-words.ts';

/** What a statement's first word can stand after: the string's start, a line's, a bracket, a semicolon, a comment, a hole. */
const START = String.raw`(?:^|["'\x60;(|}>\n\r]|\*/|\\[nrt])[ \t]*`;

/** What can stand between two words of SQL in a program: white space, or the end of a literal and the start of the next. */
const GAP = String.raw`(?:[^\w\\]|\\[nrt]?){1,40}`;

/** The end of a literal that is put together with others: `'SELECT' + columns`, `new StringBuilder("SELECT").append(`. */
const GOES_ON = String.raw`["'\x60]\s*(?:[+.]|\)\s*\.)`;

/** A verb with what follows it in SQL, where a statement can start. */
const VERB = new RegExp(
  `${START}(?:${[
    String.raw`(?:select|update)(?:[\s*\\/$#%{]|${GOES_ON})`,
    `(?:insert|merge)${GAP}into`,
    `delete${GAP}from`,
  ].join('|')})`,
  'i',
);

/** Verbs in capitals, where the same in small letters is mostly code: `SELECT(a)`, `['SELECT', columns]`, VALUES. */
const SHOUTED_VERB = new RegExp(
  [
    String.raw`${START}(?:SELECT\(|VALUES\s*[({$%])`,
    String.raw`\[\s*["'\x60](?:SELECT|INSERT INTO|UPDATE|DELETE FROM)["'\x60]\s*,`,
    String.raw`["'\x60]\s*values\s*\(`,
  ].join('|'),
);

/** A text that starts with a name of the program and goes on as a query does: the verb may be in another file. */
const VERB_ELSEWHERE = new RegExp(
  String.raw`(?:["'\x60]\s*[$#]?\{[^{}\n]{1,80}\}|[\w)\]]\s*[+.]\s*["'\x60])(?:\s|\\[nrt])*(?:${[
    'from|where|order by|group by|limit|returning|union|join|values|set',
    'FROM|WHERE|ORDER BY|GROUP BY|LIMIT|RETURNING|UNION|JOIN|VALUES|SET',
  ].join('|')})[\s(]`,
);

/**
 * Whether a program can hold a query at all, by its text: a filter that spares most files the parser, which is a hundred
 * times as slow. It lets through what looks like a verb of SQL at the start of a statement, in a string or not; whether
 * there is a query is decided by the parsers.
 */
export function mayProgramHoldQuery(text: string): boolean {
  return mayHoldQuery(text) && (VERB.test(text) || SHOUTED_VERB.test(text) || VERB_ELSEWHERE.test(text));
}
