import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findEngine } from '../../../src/postgres/container/find-engine.ts';

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gate-engine-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const socket = () => join(folder, 'engine.sock');
async function listen(one: Server): Promise<void> {
  server = one.listen(socket());
  await once(server, 'listening');
}

test('an engine that answers is found', async () => {
  await listen(createHttpServer((request, response) => response.end(request.url === '/_ping' ? 'OK' : '')));
  vi.stubEnv('DOCKER_HOST', `unix://${socket()}`);
  expect(await findEngine()).toEqual({ address: `unix://${socket()}` });
});

test('an engine that takes the call and never answers costs seconds, not a minute', async () => {
  await listen(createServer((connection) => connection.on('error', () => undefined)));
  vi.stubEnv('DOCKER_HOST', `unix://${socket()}`);
  const answer = await findEngine();
  expect(answer).toMatchObject({ reason: expect.stringContaining('did not answer within 3 s') });
});

test.each([
  ['a socket without an engine', () => `unix://${socket()}`, /ENOENT/],
  ['a port where nobody listens', () => 'tcp://127.0.0.1:1', /ECONNREFUSED/],
  ['no address', () => 'here', /no address of an engine/],
])('%s: the reason names it', async (_, address, reason) => {
  vi.stubEnv('DOCKER_HOST', address());
  const answer = await findEngine();
  expect(answer).toMatchObject({ reason: expect.stringMatching(reason) });
  expect(answer).toMatchObject({ reason: expect.stringContaining(address()) });
});

test('an engine that is out of order is not taken', async () => {
  await listen(createHttpServer((_, response) => response.writeHead(503).end()));
  vi.stubEnv('DOCKER_HOST', `unix://${socket()}`);
  expect(await findEngine()).toMatchObject({ reason: expect.stringContaining('503') });
});
