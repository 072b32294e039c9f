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
