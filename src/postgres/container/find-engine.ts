import { existsSync } from 'node:fs';
import { type ClientRequest, get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** How long an engine may take to answer a ping, milliseconds: it is local, or as good as local. */
const PING_TIMEOUT_MS = 3000;

/** Where an engine answered, or why none did. */
export type EngineAnswer = { readonly address: string } | { readonly reason: string };

/**
 * Looks for a container engine where the containers library will look, and asks it for a sign of life, so that a dead
 * socket costs seconds and not a minute.
 */
export async function findEngine(): Promise<EngineAnswer> {
  const addresses = engineAddresses();
  if (addresses.length === 0) {
    return { reason: 'no container engine: DOCKER_HOST is not set and there is no Docker socket' };
  }
  const reasons: string[] = [];
  for (const address of addresses) {
    const reason = await ping(address);
    if (reason === undefined) return { address };
    reasons.push(`${address} ${reason}`);
  }
  return { reason: `no container engine answers: ${reasons.join('; ')}` };
}

function engineAddresses(): readonly string[] {
  const { DOCKER_HOST, XDG_RUNTIME_DIR } = process.env;
  if (DOCKER_HOST) return [DOCKER_HOST];
  if (process.platform === 'win32') return ['npipe:////./pipe/docker_engine'];
  const sockets = [
    '/var/run/docker.sock',
    ...(XDG_RUNTIME_DIR ? [join(XDG_RUNTIME_DIR, 'docker.sock')] : []),
    join(homedir(), '.docker', 'run', 'docker.sock'),
    join(homedir(), '.docker', 'desktop', 'docker.sock'),
    `/run/user/${process.getuid?.()}/docker.sock`,
  ];
  return [...new Set(sockets)].filter((path) => existsSync(path)).map((path) => `unix://${path}`);
}

/** Undefined when the engine answers, else what happened. */
function ping(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let request: ClientRequest;
    try {
      request = open(address);
    } catch (error) {
      resolve(`is no address of an engine: ${(error as Error).message}`);
      return;
    }
    // A deadline for the whole exchange: a socket's own timeout starts anew with every byte.
    const timer = setTimeout(() => {
      request.destroy(new Error(`did not answer within ${PING_TIMEOUT_MS / 1000} s`));
    }, PING_TIMEOUT_MS);
    const settle = (reason: string | undefined) => {
      clearTimeout(timer);
      resolve(reason);
    };
    request.on('error', (error) => settle(error.message));
    request.on('response', (response) => {
      response.resume();
      // A status that refuses a plain request is an answer too: the library brings the certificates.
      settle(
        response.statusCode !== undefined && response.statusCode < 500
          ? undefined
          : `answers ${response.statusCode}`,
      );
    });
  });
}

function open(address: string): ClientRequest {
  const url = new URL(address);
  if (url.protocol === 'unix:') return httpGet({ socketPath: url.pathname, path: '/_ping' });
  if (url.protocol === 'npipe:')
    return httpGet({ socketPath: address.slice('npipe://'.length), path: '/_ping' });
  const secure = url.protocol === 'https:' || Boolean(process.env.DOCKER_TLS_VERIFY);
  const target = { host: url.hostname, port: url.port || 2375, path: '/_ping' };
  // Only a sign of life is asked for here: whether the certificate is right is the library's business.
  return secure ? httpsGet({ ...target, rejectUnauthorized: false }) : httpGet(target);
}
