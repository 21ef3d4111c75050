import { MAX_SQL_LENGTH } from '../sql/parser.ts';

/** Largest query file, bytes. Larger ones are dumps and seeds; PostgreSQL's parser makes a hundred times as much of it. */
const MAX_FILE_BYTES = MAX_SQL_LENGTH;

/** The text of a query file, or in words why it can't be read. */
export function decodeQueryFile(bytes: Buffer): { readonly text: string } | { readonly reason: string } {
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { reason: `not text: it has a NUL byte at offset ${nul}` };
  try {
    // A byte order mark is kept: offsets stay those of the file.
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { reason: 'not UTF-8: save it in UTF-8 to have its queries checked' };
  }
}

/** In words, why a file of that many bytes is not read; null when it is. */
export function refuseSize(bytes: number): string | null {
  if (bytes <= MAX_FILE_BYTES) return null;
  return `${(bytes / 1_048_576).toFixed(1)} MiB: query files are read up to ${MAX_FILE_BYTES / 1_048_576} MiB`;
}
