import { readdirSync } from 'node:fs';

const roots = ['libs', 'apps', 'deploy'].flatMap((parent) =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, root: `<rootDir>/${parent}/${entry.name}` })),
);

const swc = {
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};

export default {
  maxWorkers: 2,
  testTimeout: 60_000,
  projects: roots.map(({ name, root }) => ({
    displayName: name,
    rootDir: '.',
    roots: [root],
    testMatch: [`${root}/**/*.test.ts`],
    testPathIgnorePatterns: ['/node_modules/', '/dist/', '/target/'],
    modulePathIgnorePatterns: ['/dist/'],
    testEnvironment: 'node',
    testEnvironmentOptions: { customExportConditions: ['@gusu/source', 'node', 'node-addons'] },
    extensionsToTreatAsEsm: ['.ts'],
    transform: { '^.+\\.ts$': ['@swc/jest', swc] },
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    globalSetup: '<rootDir>/libs/testing/postgres-setup.mjs',
    globalTeardown: '<rootDir>/libs/testing/postgres-teardown.mjs',
  })),
};
