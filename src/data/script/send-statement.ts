import pg from 'pg';

/** Rows that a script selects are for nobody: a SELECT over a large table must not fill the memory. */
class DiscardingQuery extends pg.Query {
  handleDataRow(): void {}
}

/** Sends one statement by the simple protocol, as psql does; resolves when the server is ready for the next. */
export function sendStatement(client: pg.Client, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new DiscardingQuery(text, (error) => (error ? reject(error) : resolve())));
  });
}
