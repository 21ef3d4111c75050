import { sqlFiles } from './sql-files.ts';

/** Every source; the first that matches a file reads it. */
export const sources = [sqlFiles] as const;
