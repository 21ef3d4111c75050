import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A fixture folder: two trees that a user could have written, and what explain-gate shall say. */
export interface Fixture {
  readonly name: string;
  /** Absolute path of the folder. */
  readonly folder: string;
  /** One sentence: what the change does. */
  readonly what: string;
  readonly exitCode: number;
  readonly verdict: string;
  /** Status by query name; exactly the queries of the report. */
  readonly statuses: Readonly<Record<string, string>>;
  /** How many queries the change does not touch; none when left out. */
  readonly notAffected?: number;
  /** Texts that the Markdown report holds. */
  readonly mentions: readonly string[];
  /** How head is given; a branch when left out. */
  readonly head?: 'branch' | 'working-tree';
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/e2e/', import.meta.url));

/** Reads one fixture's `expected.json`. */
export function readFixture(name: string): Fixture {
  const folder = join(FIXTURES, name);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Omit<
    Fixture,
    'name' | 'folder'
  >;
  return { name, folder, ...expected };
}

/** Every fixture, by name. */
export function readFixtures(): Fixture[] {
  return readdirSync(FIXTURES).sort().map(readFixture);
}
