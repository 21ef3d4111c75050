/** One line of PostgreSQL's log as JSON ("Using JSON-Format Log Output" in its documentation); the fields read here. */
interface LogLine {
  readonly dbname?: string;
  readonly backend_type?: string;
  readonly message?: string;
  readonly application_name?: string;
}

/** How `log_statement` begins its message: the simple protocol, and the extended one with the statement's name. */
const LOGGED = /^(?:statement|execute [^:]*): /;

/** What explain-gate's own connections call themselves. */
const OWN = 'explain-gate';

/** The texts that clients other than explain-gate sent, in order, by database. `log` is what the server wrote, one JSON object a line. */
export function readStatementLog(log: string): ReadonlyMap<string, readonly string[]> {
  const sent = new Map<string, string[]>();
  for (const line of log.split('\n')) {
    if (line === '') continue;
    const { dbname, message, ...client } = JSON.parse(line) as LogLine;
    if (dbname === undefined || message === undefined) continue;
    if (client.backend_type !== 'client backend' || client.application_name === OWN) continue;
    const prefix = LOGGED.exec(message)?.[0];
    if (prefix === undefined) continue;
    const texts = sent.get(dbname) ?? [];
    texts.push(message.slice(prefix.length));
    sent.set(dbname, texts);
  }
  return sent;
}
