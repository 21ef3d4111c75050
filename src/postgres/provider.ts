import type { Progress } from '../progress.ts';
import type { ConnectionSettings } from './connection-settings.ts';

/** What the user asked for, defaults filled in. */
export interface ServerOptions {
  /** Connection URL of a server of the user's own. */
  readonly url?: string | undefined;
  /** Container image. */
  readonly image: string;
  /** Major version of the embedded server. */
  readonly version: number;
  /** The user's planner settings, by name as in postgresql.conf; they win over ours. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where downloaded server binaries are kept; the runner's tool cache or the user's cache folder when left out. */
  readonly cacheFolder?: string | undefined;
}

/** What a provider is told about the run. */
export interface ProviderContext {
  /** Eight hexadecimal digits, unique to this run; part of every name that is made. */
  readonly run: string;
  readonly progress: Progress;
}

/** Whether all backends of the server run on one processor core, and why (not). */
export interface Pinned {
  readonly pinned: boolean;
  readonly reason: string;
}

/** A server that answers, as its provider hands it over. */
export interface ProvidedServer {
  /** The owner's connection to a database that always exists. */
  readonly admin: ConnectionSettings;
  /** True when the server was started for this run alone: it takes server-wide settings and goes away as a whole. */
  readonly dedicated: boolean;
  readonly pinned: Pinned;
  /** The last lines of the server's log; empty where they cannot be read. Never throws. */
  logTail(): Promise<string>;
  /** Ends the server and removes what it left on this machine. */
  stop(): Promise<void>;
  /** The same at once and synchronously, as far as possible; never throws. */
  stopSync(): void;
}

/** A server, or the reason why this provider has none to offer here. */
export type ProviderAnswer = { readonly server: ProvidedServer } | { readonly notApplicable: string };

/**
 * One way to get a server. An ordinary error means applicable but broken: the next provider is tried.
 * An ExplainGateError is the user's to solve and ends the search.
 */
export interface Provider {
  readonly name: string;
  start(options: ServerOptions, context: ProviderContext): Promise<ProviderAnswer>;
}
