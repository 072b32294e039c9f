export { freePort } from './free-port.js';
export {
  removeAbandoned,
  startPostgres,
  type PostgresOptions,
  type RunningPostgres,
} from './embedded-postgres.js';
export { isAlive, isListening, type StopMode } from './postmaster.js';
export { takeOwnership } from './owner.js';
