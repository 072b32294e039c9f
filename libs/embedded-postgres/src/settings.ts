import { totalmem } from 'node:os';

export type Settings = Readonly<Record<string, string | number>>;

const MEGABYTE = 1024 * 1024;

const ALWAYS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: 120,
  wal_level: 'replica',
  // Business statements wait at most this long for a row; a longer wait is a fault to be seen.
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '30s',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  jit: 'off',
};

/** What is acknowledged is on disk: for everything but tests. */
export function durableSettings(): Settings {
  const sharedBuffers = Math.min(1024, Math.max(128, Math.floor(totalmem() / MEGABYTE / 8)));
  return {
    ...ALWAYS,
    shared_buffers: `${sharedBuffers}MB`,
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // The npm build knows pglz only.
    wal_compression: 'on',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    // An idle machine is left in peace.
    autovacuum_naptime: '60s',
    bgwriter_delay: '2s',
    wal_writer_delay: '1s',
  };
}

/** For clusters that are thrown away: nothing waits for the disk. */
export function throwawaySettings(): Settings {
  return {
    ...ALWAYS,
    max_connections: 300,
    shared_buffers: '256MB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_wal_size: '2GB',
  };
}
