import { containerProvider } from './container-provider.ts';
import { embeddedProvider } from './embedded-provider.ts';
import { urlProvider } from './url-provider.ts';

/** Every way to get a server, in the order in which `auto` tries them. */
export const providers = [urlProvider, containerProvider, embeddedProvider] as const;

/** Name of a provider, as in the config's `postgres.provider`. */
export type ProviderName = (typeof providers)[number]['name'];
