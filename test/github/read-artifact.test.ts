import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LARGEST_REPORT_BYTES, readArtifact } from '../../src/github/read-artifact.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-gate-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('reads a file', async () => {
  await writeFile(join(folder, 'report.json'), '{"ä":1}');
  expect(await readArtifact(folder, 'report.json')).toBe('{"ä":1}');
});

it('gives null for what is not there', async () => {
  expect(await readArtifact(folder, 'report.json')).toBeNull();
});

it.each<[string, (path: string) => Promise<unknown> | unknown, RegExp]>([
  ['a folder', (path) => mkdir(path), /no regular file|EISDIR/],
  ['a link to what this job can read', (path) => symlink('/etc/passwd', path), /it is a link/],
  ['a pipe that nobody writes to', (path) => execFileSync('mkfifo', [path]), /no regular file/],
  [
    'more than is allowed',
    async (path) => {
      await writeFile(path, '');
      await truncate(path, LARGEST_REPORT_BYTES + 1);
    },
    /134217729 bytes, and 134217728 are allowed/,
  ],
  ['no text', (path) => writeFile(path, Buffer.from([0xff, 0xfe, 0x00])), /not valid/],
])('refuses %s', async (_, make, message) => {
  await make(join(folder, 'report.json'));
  await expect(readArtifact(folder, 'report.json')).rejects.toThrow(message);
});
