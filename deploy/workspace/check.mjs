// The checks that need no database: format, lint with the boundary rules and their fixtures, types.
// `npm run check` runs them alone; `npm test` runs them first.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const STEPS = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'eslint', ['--max-warnings', '0', 'apps', 'libs', 'deploy']],
  ['types', 'tsc', ['-p', 'tsconfig.json']],
];

/** Runs every step, also after a failed one, and returns how many passed and the names of those that did not. */
export async function check() {
  let passed = 0;
  const failures = [];
  for (const [name, command, args] of STEPS) {
    const started = Date.now();
    const { status } = spawnSync(`node_modules/.bin/${command}`, args, {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${name.padEnd(8)} ${status === 0 ? 'ok' : 'FAILED'}  ${seconds} s`);
    if (status === 0) passed += 1;
    else failures.push(name);
  }
  const { proveGuards } = await import('./lint/prove-guards.mjs');
  const guards = await proveGuards();
  guards.failures.forEach((failure) => console.log(`guard    FAILED  ${failure}`));
  console.log(`guards   ${guards.passed} deliberately wrong files refused`);
  return { passed: passed + guards.passed, failures: [...failures, ...guards.failures] };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  const { failures } = await check();
  process.exitCode = failures.length === 0 ? 0 : 1;
}
