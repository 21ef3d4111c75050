import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPackage } from '../../../src/postgres/embedded/find-package.ts';
import { currentPlatform } from '../../../src/postgres/embedded/platform.ts';
import { hydrateSymlinks, prepareBinaries } from '../../../src/postgres/embedded/prepare-binaries.ts';
import { chooseRunAs } from '../../../src/postgres/embedded/run-as.ts';
import { ownTemporaryFolder } from '../left-behind.ts';
import { rejectionOf } from '../start-options.ts';

let temporary: ReturnType<typeof ownTemporaryFolder>;
let native: string;
let scratch: string;

/** The links that the package's own script would have made. */
const links = () =>
  (JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[]).map(
    ({ target }) => join(native, '..', target),
  );

beforeEach(async () => {
  temporary = ownTemporaryFolder();
  const platform = currentPlatform();
  const installed = platform && (await findPackage(platform, 18));
  if (installed === undefined) throw new Error('the platform package of this machine is not installed');
  native = join(temporary.folder, 'package', 'native');
  scratch = join(temporary.folder, 'scratch');
  mkdirSync(scratch);
  // As npm unpacks it with --ignore-scripts: without links.
  cpSync(installed, native, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  });
  for (const link of links()) rmSync(link, { force: true });
});
afterEach(() => temporary[Symbol.dispose]());

test('a package without its links gets them in place, and runs', async () => {
  expect(links().length).toBeGreaterThan(0);
  const binaries = await prepareBinaries(native, scratch, chooseRunAs());
  expect(binaries.folder).toBe(native);
  expect(links().filter((link) => !lstatSync(link).isSymbolicLink() || !existsSync(link))).toEqual([]);
});

test('links that are there are left as they are', async () => {
  await hydrateSymlinks(native);
  const before = links().map((link) => lstatSync(link).ino);
  await hydrateSymlinks(native);
  expect(links().map((link) => lstatSync(link).ino)).toEqual(before);
});

test('a list that points out of the package writes nothing there', async () => {
  const list = [
    { source: '../outside', target: '../planted' },
    { source: 'native/bin/postgres', target: 'native/../../planted' },
  ];
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(list));
  await hydrateSymlinks(native);
  expect(existsSync(join(temporary.folder, 'planted'))).toBe(false);
  expect(existsSync(join(native, '..', 'planted'))).toBe(false);
});

test('a package that the server may not read is copied to where it may', async () => {
  const parent = join(native, '..');
  if (process.getuid?.() === 0) {
    // As in /root: the server runs as nobody.
    chmodSync(parent, 0o700);
  } else {
    // Somebody else's read-only node_modules.
    spawnSync('chmod', ['-R', 'a-w', parent]);
  }
  const binaries = await prepareBinaries(native, scratch, chooseRunAs());
  expect(binaries.folder).toBe(join(scratch, 'binaries'));
  spawnSync('chmod', ['-R', 'u+w', parent]);
});

describe('binaries that do not run: the reason says what is wrong', () => {
  test.each([
    ['a library is missing', () => rmSync(join(native, 'lib', 'libssl.so.1.1'), { force: true }), /libssl/],
    ['no program at all', () => rmSync(join(native, 'bin', 'postgres')), /ENOENT/],
    ['not allowed to run', () => chmodSync(join(native, 'bin', 'postgres'), 0o644), /EACCES/],
    [
      'not a program',
      () => writeFileSync(join(native, 'bin', 'postgres'), '\u0000'),
      /ENOEXEC|is not PostgreSQL/,
    ],
  ])('%s', async (_, damage, reason) => {
    damage();
    expect((await rejectionOf(prepareBinaries(native, scratch, chooseRunAs()))).message).toMatch(reason);
  });
});
