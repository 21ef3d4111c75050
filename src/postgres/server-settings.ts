/**
 * Settings that every measuring connection gets, whatever the server (MEASURING.md section 2, item 3). They exist in
 * every major from 13 on and need no rights.
 */
export const SESSION_SETTINGS: Readonly<Record<string, string>> = {
  // Nothing has to survive a crash: per-row commits of a seed are 30 to 50 times faster.
  synchronous_commit: 'off',
  // Compiling costs more than a query of a small seed, and its share jumps with the estimated cost.
  jit: 'off',
  // With workers the blocks do not repeat, and the leader shows half of the CPU time.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  // A sequential scan that starts in the middle returns other rows under LIMIT.
  synchronize_seqscans: 'off',
  // EXECUTE may turn generic at the sixth run; the mode is chosen, never met by chance.
  plan_cache_mode: 'force_custom_plan',
  timezone: 'UTC',
};

/** Settings of a server of our own that a connection cannot set (MEASURING.md section 2, item 3). */
const DEDICATED_SETTINGS: Readonly<Record<string, string>> = {
  // The data is thrown away with the server: durability only costs time.
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // No checkpoint falls into a measurement.
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  // Vacuum and analyze are run by us, equally on both sides; by itself they come at any moment, on one side.
  autovacuum: 'off',
  track_io_timing: 'on',
  // Errors of hostile statements do not fill the disk, and no password comes into the log.
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  // The log goes where the provider reads its tail.
  logging_collector: 'off',
  log_destination: 'stderr',
};

/** Settings by which we hold the server; the user's own value would cut us off from it. */
export const RESERVED_SETTINGS: readonly string[] = [
  'config_file',
  'data_directory',
  'external_pid_file',
  'hba_file',
  'ident_file',
  'listen_addresses',
  'log_destination',
  'logging_collector',
  'port',
  'unix_socket_directories',
];

const MEGABYTE = 1024 * 1024;

/**
 * Settings for the command line of a server of our own, names in lower case, the user's last.
 * @param memoryBytes memory of the machine that the server runs on
 */
export function dedicatedSettings(
  memoryBytes: number,
  userSettings: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    ...DEDICATED_SETTINGS,
    ...SESSION_SETTINGS,
    shared_buffers: `${sharedBuffersMegabytes(memoryBytes)}MB`,
    ...userSettings,
  };
}

/**
 * A quarter of the memory, as PostgreSQL's documentation advises ("Resource Consumption"), for both sides should fit;
 * pages that are never touched cost nothing. At least the server's default, at most 4 GB.
 */
function sharedBuffersMegabytes(memoryBytes: number): number {
  return Math.min(4096, Math.max(128, Math.floor(memoryBytes / 4 / MEGABYTE)));
}
