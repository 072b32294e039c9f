// npm run bank-sim -- …, npm run bank-check -- URL …: a simulated bank, and a conformance report, from deploy/bank-kit.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const [program, ...args] = process.argv.slice(2);
await ensureInstalled();
await ensureBuilt();
const bank = spawn(process.execPath, [`deploy/bank-kit/dist/bank-${program}.js`, ...args], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bank.kill(signal));
bank.once('exit', (code) => (process.exitCode = code ?? 1));
