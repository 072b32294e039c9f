import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { fileNames } from './deploy/workspace/lint/file-names.mjs';
import { suffixImports } from './deploy/workspace/lint/suffix-imports.mjs';

const gusu = { rules: { 'suffix-imports': suffixImports, 'file-names': fileNames } };

// One dimension of tags and no `*` row: a project without a tag fails the lint instead of passing.
const depConstraints = [
  { sourceTag: 'kind:pure', onlyDependOnLibsWithTags: ['kind:pure'] },
  { sourceTag: 'kind:promise', onlyDependOnLibsWithTags: ['kind:pure', 'kind:promise'] },
  {
    sourceTag: 'kind:plumbing',
    onlyDependOnLibsWithTags: ['kind:pure', 'kind:promise', 'kind:plumbing', 'kind:testing'],
  },
  {
    sourceTag: 'kind:testing',
    onlyDependOnLibsWithTags: ['kind:pure', 'kind:promise', 'kind:plumbing', 'kind:testing'],
  },
  {
    sourceTag: 'kind:service',
    onlyDependOnLibsWithTags: ['kind:pure', 'kind:promise', 'kind:plumbing', 'kind:testing'],
  },
  {
    sourceTag: 'kind:journeys',
    onlyDependOnLibsWithTags: ['kind:pure', 'kind:promise', 'kind:plumbing', 'kind:testing'],
  },
  {
    sourceTag: 'kind:launcher',
    onlyDependOnLibsWithTags: ['kind:pure', 'kind:promise', 'kind:plumbing', 'kind:testing'],
  },
];

// What only one place may do. Later `no-restricted-imports` blocks replace earlier ones, so each repeats what still holds.
const ONLY_MESSAGING_SPEAKS_KAFKA = {
  name: 'kafkajs',
  message: 'Only libs/messaging/src/kafka speaks to a broker.',
};
const TESTING_IS_FOR_TESTS = { name: '@gusu/testing', message: 'Only tests import @gusu/testing.' };

const clockReads = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'A rule is given the time.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'A rule is given the time.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'A rule is deterministic.',
  },
  { selector: "MemberExpression[object.name='process']", message: 'A rule reads no environment.' },
];
const ormSaves = {
  selector: "CallExpression[callee.property.name='save'][callee.object.property.name='manager']",
  message: 'TypeORM save costs ten times a statement; write SQL in the repository.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/target/**',
      '.nx/**',
      '.gusu/**',
      'libs/testing/boundaries/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, ...tseslint.configs.recommended],
    plugins: { '@nx': nx, gusu },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints, allow: [], enforceBuildableLibDependency: false },
      ],
      'gusu/file-names': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true }],
      'max-params': ['error', { max: 5 }],
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: [ONLY_MESSAGING_SPEAKS_KAFKA, TESTING_IS_FOR_TESTS] }],
      'no-restricted-syntax': ['error', ormSaves],
    },
  },
  {
    // A journey is a story over running services, not a service with roles.
    files: ['apps/*/src/**/*.ts'],
    ignores: ['apps/journeys/**'],
    rules: { 'gusu/suffix-imports': 'error' },
  },
  {
    files: ['apps/*/src/**/*.rules.ts', 'libs/policies/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ormSaves, ...clockReads] },
  },
  {
    files: ['libs/messaging/src/kafka/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [TESTING_IS_FOR_TESTS] }] },
  },
  {
    // A bench needs an identity that signs for it, as a test does.
    files: ['deploy/bench/src/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [ONLY_MESSAGING_SPEAKS_KAFKA] }] },
  },
  {
    files: [
      '**/*.test.ts',
      'libs/testing/src/**/*.ts',
      '**/fixture/**/*.ts',
      '**/conformance/**/*.ts',
      'apps/journeys/src/**/*.ts',
    ],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name=/^(it|describe|test)$/][property.name='only']",
          message: 'No only.',
        },
      ],
    },
  },
  {
    files: ['deploy/**/*.ts', '**/main.ts', '**/*-cli.ts', 'libs/database/src/verify-audit.ts'],
    rules: { 'no-console': 'off' },
  },
);
