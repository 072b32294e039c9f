// The checks that need no database: format, lint with the boundary rules and their fixtures, types.
// `npm run check` runs them alone; `npm test` runs them first.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

// Each works on one core: the lint takes as long as the two others together.
const LINT = ['lint', 'eslint', ['--max-warnings', '0', 'apps', 'libs', 'deploy']];
const FORMAT = ['format', 'prettier', ['--check', '--log-level', 'warn', '.']];
const TYPES = ['types', 'tsc', ['-p', 'tsconfig.json']];

/** Runs every step, also after a failed one, and returns how many passed and the names of those that did not. */
export async function check() {
  const failures = (await Promise.all([failuresOf(LINT), failuresOf(TYPES, FORMAT)])).flat();
  const { proveGuards } = await import('./lint/prove-guards.mjs');
  const guards = await proveGuards();
  guards.failures.forEach((failure) => console.log(`guard    FAILED  ${failure}`));
  console.log(`guards   ${guards.passed} deliberately wrong files refused`);
  return { passed: 3 - failures.length + guards.passed, failures: [...failures, ...guards.failures] };
}

/** Runs steps one after the other and returns the names of those that failed. */
async function failuresOf(...steps) {
  const failures = [];
  for (const [name, command, args] of steps) {
    const started = Date.now();
    const { isOk, output } = await run(`node_modules/.bin/${command}`, args);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${output}${name.padEnd(8)} ${isOk ? 'ok' : 'FAILED'}  ${seconds} s`);
    if (!isOk) failures.push(name);
  }
  return failures;
}

/** Keeps what it prints together, for another step prints beside it. */
function run(command, args) {
  const child = spawn(command, args, { shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ isOk: false, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ isOk: code === 0, output }));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  const { failures } = await check();
  process.exitCode = failures.length === 0 ? 0 : 1;
}
