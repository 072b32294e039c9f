// Inside a service the file suffix decides what a file may import; what is not named here is refused.
const PURE = ['@gusu/values', '@gusu/contracts', '@gusu/policies'];

/** suffix → the suffixes it may import from its own service, and the packages it may import. */
export const IMPORTS_BY_SUFFIX = {
  noun: {
    files: ['noun', 'rules'],
    packages: [...PURE, 'zod', 'node:*', 'csv-parse', 'csv-parse/*', 'file-type', 'pinyin-pro'],
  },
  rules: { files: ['noun', 'rules'], packages: PURE },
  row: { files: ['noun', 'row'], packages: [...PURE, 'typeorm'] },
  repository: {
    files: ['noun', 'rules', 'row', 'repository', 'dto'],
    packages: [...PURE, '@nestjs/common', '@gusu/database', '@gusu/messaging', 'node:*'],
  },
  service: {
    files: ['noun', 'rules', 'repository', 'service'],
    packages: [...PURE, '@nestjs/common', '@gusu/database', '@gusu/messaging', 'node:*', 'prom-client'],
  },
  dto: { files: ['noun', 'rules', 'dto'], packages: [...PURE, 'zod', '@nestjs/swagger', '@gusu/http'] },
  controller: {
    files: ['noun', 'rules', 'dto', 'service', 'repository'],
    packages: [
      ...PURE,
      '@nestjs/*',
      '@gusu/http',
      '@gusu/messaging',
      '@gusu/database',
      'fastify',
      'node:*',
      'rxjs',
      'zod',
    ],
  },
  consumer: {
    files: ['noun', 'rules', 'repository', 'service'],
    packages: [...PURE, '@nestjs/common', '@nestjs/microservices', '@gusu/messaging', '@gusu/database'],
  },
  module: { files: ['*'], packages: ['*'] },
  main: { files: ['*'], packages: ['*'] },
  migration: {
    files: ['migration', 'noun'],
    packages: ['typeorm', '@gusu/database', '@gusu/messaging', '@gusu/http', '@gusu/values'],
  },
  test: { files: ['*'], packages: ['*'] },
};

const SUFFIXES = [
  'rules',
  'row',
  'repository',
  'service',
  'dto',
  'controller',
  'consumer',
  'module',
  'http.test',
  'test',
];

/** The role of a file, from its path: `apps/x/src/claim/claim.rules.ts` → `rules`. */
export function roleOf(path) {
  if (/\/migrations\//.test(path)) return 'migration';
  if (/\/src\/main\.[jt]s$/.test(path)) return 'main';
  const suffix = SUFFIXES.find((name) => new RegExp(`\\.${name.replace('.', '\\.')}\\.[jt]s$`).test(path));
  if (suffix) return suffix.endsWith('test') ? 'test' : suffix;
  return 'noun';
}

const matches = (patterns, name) =>
  patterns.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );

function refusalOf(role, source) {
  const allowed = IMPORTS_BY_SUFFIX[role];
  if (source.startsWith('.')) {
    const target = roleOf(source.startsWith('./') ? `/${source}` : source);
    return matches(allowed.files, target) ? null : `a ${role} file may not import a ${target} file`;
  }
  return matches(allowed.packages, source) ? null : `a ${role} file may not import ${source}`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const suffixImports = {
  meta: { type: 'problem', schema: [], docs: { description: 'imports follow the file suffix' } },
  create(context) {
    const role = roleOf(context.filename);
    const check = (node) => {
      if (!node.source) return;
      const refusal = refusalOf(role, String(node.source.value));
      if (refusal) context.report({ node, message: refusal });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
