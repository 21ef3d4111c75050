import { javascript, tsx, typescript } from './javascript.ts';

/** Every language whose files are read. */
export const languages = [typescript, tsx, javascript] as const;
