export { audit, type AuditEntry } from './audit/audit.js';
export { auditMigrations } from './audit/audit-migration.js';
export { verifyAuditChain, type AuditVerdict } from './audit/verify-audit-chain.js';
export { bytesArray, textArray } from './binary-array.js';
export { Database, type DatabaseOptions } from './database.js';
export {
  DatabaseUnavailable,
  errorCode,
  isConnectionError,
  isExclusionViolation,
  isUniqueViolation,
} from './database-error.js';
export { migrate, type Migration } from './migrate.js';
export { provision, type Provision, type ProvisionedUrls } from './provision.js';
export { runStatement } from './statement.js';
export type { LastStep, Tx } from './tx.js';
export { valueTypes } from './value-types.js';
