import { check } from './check.ts';
import { init } from './init.ts';
import { publish } from './publish.ts';
import { queries } from './queries.ts';

/** Every command. */
export const commands = [check, queries, init, publish] as const;
