import { check } from './check.ts';
import { init } from './init.ts';
import { queries } from './queries.ts';

/** Every command. */
export const commands = [check, queries, init] as const;
