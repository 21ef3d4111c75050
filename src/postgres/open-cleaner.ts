import pg from 'pg';
import { connect } from './connect.ts';
import { isConnectionLoss } from './connection-loss.ts';
import type { ConnectionSettings } from './connection-settings.ts';

/** Something that a rolled-back write leaves a trace in, unquoted. */
interface WrittenRelation {
  readonly schema: string;
  readonly relation: string;
  readonly kind: 'table' | 'sequence';
}

/** Removes the traces of rolled-back writes from one database, as its owner. */
export interface Cleaner extends AsyncDisposable {
  /**
   * Vacuums tables with their indexes, so that dead rows don't drift from case to case (MEASURING section 1: blocks grew
   * 22 % over 7 runs), and sets sequences back to where they stood when they were first named, so that thousands of
   * executions don't use one up.
   */
  cleanUp(written: readonly WrittenRelation[]): Promise<void>;
}

/** Connects when there is something to clean up for the first time, and keeps the connection. */
export function openCleaner(owner: ConnectionSettings): Cleaner {
  let opened: ReturnType<typeof connectAsOwner> | undefined;
  const positions = new Map<string, SequencePosition>();
  const cleanOnce = async (written: readonly WrittenRelation[]) => {
    opened ??= connectAsOwner(owner);
    const client = await opened;
    for (const { schema, relation, kind } of written) {
      const name = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(relation)}`;
      if (kind === 'sequence') await rewind(client, name, positions);
      // Without INDEX_CLEANUP a few dead entries stay in the indexes, and the next write meets them (from 14 on).
      else await client.query(`VACUUM (INDEX_CLEANUP TRUE) ${name}`);
    }
  };
  return {
    async cleanUp(written) {
      if (written.length === 0) return;
      try {
        await cleanOnce(written);
      } catch (error) {
        if (!isConnectionLoss(error)) throw error;
        // A server that restarts ends this backend with the measured ones.
        await (await opened?.catch(() => undefined))?.end().catch(() => undefined);
        opened = undefined;
        await cleanOnce(written);
      }
    },
    async [Symbol.asyncDispose]() {
      await (await opened?.catch(() => undefined))?.[Symbol.asyncDispose]();
    },
  };
}

async function connectAsOwner(owner: ConnectionSettings) {
  const client = await connect(owner);
  // VACUUM marks no page all-visible of which a commit is not flushed yet.
  await client.query('SET synchronous_commit = local');
  return client;
}

/** A sequence's own row; int8 as text. */
interface SequencePosition {
  readonly last_value: string;
  readonly is_called: boolean;
}

/** Each time, also the first: setval makes the next nextval write WAL, which otherwise only every 32nd does. */
async function rewind(
  client: pg.Client,
  name: string,
  positions: Map<string, SequencePosition>,
): Promise<void> {
  const known = positions.get(name);
  const { rows } = known
    ? { rows: [known] }
    : await client.query<SequencePosition>(`SELECT last_value::text, is_called FROM ${name}`);
  const position = rows[0];
  if (position === undefined) return;
  positions.set(name, position);
  await client.query('SELECT pg_catalog.setval($1::pg_catalog.regclass, $2::int8, $3)', [
    name,
    position.last_value,
    position.is_called,
  ]);
}
