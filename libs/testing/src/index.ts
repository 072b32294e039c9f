export { createTestDatabase, testPostgresUrl, type TestDatabase } from './test-database.js';
