import { randomBytes } from 'node:crypto';
import { ExplainGateError, ProviderError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import { checkSettings } from './check-settings.ts';
import { type ProviderName, providers } from './index.ts';
import type { Provider, ServerOptions } from './provider.ts';
import { openServer, type RunningServer } from './running-server.ts';

/** What `startServer` is asked for: the config's `postgres` block. */
export interface StartServerOptions extends ServerOptions {
  readonly provider: 'auto' | ProviderName;
}

/**
 * Starts or finds a server by the first provider that has one.
 * @throws ConfigError for a setting or a URL that the server does not take
 * @throws ProviderError when no provider serves; it lists every one tried and why
 */
export async function startServer(
  options: StartServerOptions,
  { progress }: { readonly progress: Progress },
): Promise<RunningServer> {
  const run = randomBytes(4).toString('hex');
  const settings = checkSettings(options.settings);
  const tried: string[] = [];
  const note = (name: string, reason: string) => {
    tried.push(`${name}: ${reason}`);
    progress.info(`postgres provider ${name}: ${reason}`);
  };
  const asked: readonly (Provider & { readonly name: ProviderName })[] = providers.filter(
    ({ name }) => options.provider === 'auto' || options.provider === name,
  );
  for (const provider of asked) {
    try {
      const answer = await provider.start({ ...options, settings }, { run, progress });
      if ('notApplicable' in answer) {
        note(provider.name, answer.notApplicable);
        continue;
      }
      const server = await openServer(provider.name, answer.server, { run, settings, progress });
      progress.info(`postgres provider ${provider.name}: PostgreSQL ${server.serverVersion}`);
      return server;
    } catch (error) {
      if (error instanceof ExplainGateError) throw error;
      note(provider.name, error instanceof Error ? error.message : String(error));
    }
  }
  throw new ProviderError(`no PostgreSQL server could be had\n${tried.map((line) => `  ${line}`).join('\n')}`, {
    code: 'provider-none',
    hint: 'Start a container engine, give a connection URL, or mend what the reasons name.',
  });
}
