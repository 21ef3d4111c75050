import type { MeasuringSession } from '../measuring-session.ts';

/** Headers of WAL's pages, of the first one of a segment and of the others, bytes (access/xlog_internal.h, XLogLongPageHeaderData). */
const HEADER = { first: 40, other: 24 } as const;

const POSITION = `
  SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::float8 AS position,
         pg_catalog.pg_size_bytes(pg_catalog.current_setting('wal_segment_size'))::float8 AS segment,
         pg_catalog.current_setting('wal_block_size')::float8 AS page`;

/**
 * Bytes of all records that the server has put into its WAL so far, without the headers of pages, which would make equal
 * writes differ. Records are padded to 8 bytes. The writes of other sessions count, too.
 */
export async function readWalPosition(session: MeasuringSession): Promise<number> {
  const { rows } = await session.query(POSITION);
  const [position, segment, page] = ['position', 'segment', 'page'].map((name) => Number(rows[0]?.[name]));
  return bytesOfRecords(position ?? 0, { segment: segment ?? 0, page: page ?? 0 });
}

/** What lies before a position without headers, as xlog.c's XLogRecPtrToBytePos has it. Sizes in bytes. */
export function bytesOfRecords(
  position: number,
  { segment, page }: { readonly segment: number; readonly page: number },
): number {
  const within = position % segment;
  const headers = (pages: number) => (pages === 0 ? 0 : HEADER.first + (pages - 1) * HEADER.other);
  const segments = Math.floor(position / segment);
  const pages = Math.floor(within / page);
  const isFirst = pages === 0;
  const inPage = Math.max(0, (within % page) - (isFirst ? HEADER.first : HEADER.other));
  return segments * (segment - headers(segment / page)) + pages * page - headers(pages) + inPage;
}
