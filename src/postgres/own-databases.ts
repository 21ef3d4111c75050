import pg from 'pg';
import { connect } from './connect.ts';
import type { ProvidedServer } from './provider.ts';
import type { ServerFacts } from './server-facts.ts';
import { SESSION_SETTINGS } from './server-settings.ts';

/** A name in PostgreSQL has at most 63 bytes (NAMEDATALEN − 1). */
const NAME_BYTES = 63;

/** The databases that this run has made on a server. */
export class OwnDatabases {
  readonly #server: ProvidedServer;
  readonly #run: string;
  readonly #facts: ServerFacts;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #names: string[] = [];

  constructor(
    server: ProvidedServer,
    made: {
      readonly run: string;
      readonly facts: ServerFacts;
      readonly settings: Readonly<Record<string, string>>;
    },
  ) {
    this.#server = server;
    this.#run = made.run;
    this.#facts = made.facts;
    this.#settings = made.settings;
  }

  /** Those that have not been dropped. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** Creates a database, a copy of `template` if given, and returns its name. */
  async create(label: string, template?: string): Promise<string> {
    const name = this.#nameFor(label);
    await using client = await connect(this.#server.admin);
    // Registered first: a database that is half made when the run is stopped is dropped too.
    this.#names.push(name);
    try {
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} ${this.#source(template)}`);
      if (!this.#server.dedicated) await this.#keepSettings(client, name);
    } catch (error) {
      await this.#drop(client, name).catch(() => undefined);
      throw error;
    }
    return name;
  }

  /** Drops all, whoever is still connected to them. */
  async dropAll(): Promise<void> {
    if (this.#names.length === 0) return;
    await using client = await connect(this.#server.admin);
    for (const name of [...this.#names].reverse()) await this.#drop(client, name);
  }

  async #drop(client: pg.Client, name: string): Promise<void> {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    this.#names.splice(this.#names.indexOf(name), 1);
  }

  #nameFor(label: string): string {
    const wanted = `explain_gate_${this.#run}_${label}`;
    for (let ordinal = 1; ; ordinal += 1) {
      const suffix = ordinal === 1 ? '' : `_${ordinal}`;
      const name = Buffer.from(wanted)
        .subarray(0, NAME_BYTES - suffix.length)
        .toString()
        .replace(/\uFFFD+$/, '');
      if (!this.#names.includes(name + suffix)) return name + suffix;
    }
  }

  #source(template: string | undefined): string {
    if (template !== undefined) {
      // A copy of files keeps the same physical rows, and is faster than through the log (MEASURING.md section 1).
      const strategy = this.#facts.versionNumber >= 150_000 ? ' STRATEGY file_copy' : '';
      return `TEMPLATE ${pg.escapeIdentifier(template)}${strategy}`;
    }
    // Without a template PostgreSQL copies template1, where a server's owner puts what every database shall have.
    return this.#facts.templateEncoding === 'UTF8' ? '' : `TEMPLATE template0 ENCODING 'UTF8'`;
  }

  /** On a server that is not ours the settings belong to our databases: migrations and seeds run under them too. */
  async #keepSettings(client: pg.Client, name: string): Promise<void> {
    for (const [setting, value] of Object.entries({ ...SESSION_SETTINGS, ...this.#settings })) {
      await client.query(
        `ALTER DATABASE ${pg.escapeIdentifier(name)} SET ${pg.escapeIdentifier(setting)} TO ${pg.escapeLiteral(value)}`,
      );
    }
  }
}
