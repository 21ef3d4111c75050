import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * Runs COPY … FROM stdin with the rows given, no faster than the server takes them. Nothing else may be under way on
 * the connection. Rejects with the server's error, or with what `rows` throws; the connection is then of no more use.
 */
export async function sendCopy(client: pg.Client, text: string, rows: AsyncIterable<Buffer>): Promise<void> {
  // pg sends a stream's query only while it does not pipeline.
  const mode = client as { pipeline: boolean };
  mode.pipeline = false;
  const copy = client.query(copyFrom(text));
  let refused = false;
  const failed = new Promise<never>((_resolve, reject) => {
    copy.on('error', (error) => {
      refused = true;
      reject(error);
    });
  });
  // It may reject while nobody waits for it.
  failed.catch(() => undefined);
  for await (const chunk of rows) {
    if (refused) break;
    if (!copy.write(chunk)) await Promise.race([once(copy, 'drain'), failed]);
  }
  if (!refused) copy.end();
  await Promise.race([once(copy, 'finish'), failed]);
  mode.pipeline = true;
}
