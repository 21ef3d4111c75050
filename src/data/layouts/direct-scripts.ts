import type { MigrationFolder } from './migration-layout.ts';

/** The `.sql` files that stand in the directory itself. */
export function directScripts({ files }: MigrationFolder): readonly string[] {
  return files.filter((file) => !file.includes('/') && /\.sql$/i.test(file));
}
