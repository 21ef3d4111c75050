import { accept } from './accept.ts';
import { baselineWrite } from './baseline-write.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { init } from './init.ts';
import { publish } from './publish.ts';
import { queries } from './queries.ts';
import { shape } from './shape.ts';

/** Every command. */
export const commands = [check, baselineWrite, queries, diff, accept, init, shape, publish] as const;
