// Lints every deliberately wrong file of libs/testing/boundaries under the path it pretends to have.
// A fixture that its rule does not refuse is a failure. Prints one line per failure and returns the counts.
import { ESLint } from 'eslint';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const FIXTURES = 'libs/testing/boundaries';
// Rules that need types cannot read a file that is not there; none of the guards needs them.
const UNTYPED = {
  files: ['**/*.ts'],
  languageOptions: { parserOptions: { projectService: false } },
  rules: {
    '@typescript-eslint/no-floating-promises': 'off',
    '@typescript-eslint/no-misused-promises': 'off',
    '@typescript-eslint/switch-exhaustiveness-check': 'off',
  },
};

export async function proveGuards() {
  const eslint = new ESLint({ overrideConfig: [UNTYPED], ignore: false });
  let passed = 0;
  const failures = [];
  for (const name of (await readdir(FIXTURES)).filter((file) => file.endsWith('.ts')).sort()) {
    const code = await readFile(join(FIXTURES, name), 'utf8');
    const filePath = /^\/\/ as: (.+)$/m.exec(code)?.[1];
    const ruleId = /^\/\/ refused by: (.+)$/m.exec(code)?.[1];
    const [result] = await eslint.lintText(code, { filePath });
    if (result?.messages.some((message) => message.ruleId === ruleId)) passed += 1;
    else failures.push(`${name}: ${ruleId} does not refuse it as ${filePath}`);
  }
  return { passed, failures };
}
