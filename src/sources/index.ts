import { codeFiles } from './code/code-files.ts';
import { sqlFiles } from './sql-files.ts';

/** Every source; the first that matches a file reads it. */
export const sources = [sqlFiles, codeFiles] as const;
