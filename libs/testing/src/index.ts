export { createTestDatabase, testPostgresUrl, type TestDatabase } from './test-database.js';
export {
  badTestTokens,
  serveTestIdentity,
  signTestToken,
  TEST_AUDIENCE,
  TEST_ISSUER,
  testKeys,
  type ServedIdentity,
  type TestClaims,
} from './identity.js';
export { expectRowsMatchTables } from './rows-match-tables.js';
export * from './oracle/copy-oracle.js';
export * from './oracle/event-oracle.js';
export * from './oracle/loan-oracle.js';
export * from './oracle/look.js';
export * from './oracle/oracle.js';
export * from './oracle/registry-oracle.js';
export { DocumentedAnswers, type SeenAnswer } from './documented-answers.js';
