import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signTestToken } from '@gusu/testing';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BANK, BORROWER } from '../fixture/bank-events.js';
import { bankClerk } from '../fixture/people.js';
import { TestLoans } from '../fixture/test-loans.module.js';

const KIT = join(import.meta.dirname, '../../../../deploy/bank-kit/dist');
let loans: TestLoans;
let url: string;
beforeAll(async () => {
  loans = await TestLoans.start();
  await loans.app.listen(0, '127.0.0.1');
  url = `${await loans.app.getUrl()}/v1/bank/v1`;
}, 60_000);
afterAll(() => loans.stop());

/** A program of the kit as a bank runs it. */
async function run(program: string, args: string[], env: Record<string, string> = {}) {
  const given = ['--bank', BANK, '--borrower', BORROWER, '--url', url, ...args];
  const secret = { BANK_SECRET: loans.secretOf(BANK), ...env };
  const options = { env: { ...process.env, NODE_OPTIONS: '', ...secret } };
  return promisify(execFile)(process.execPath, [join(KIT, program), ...given], options).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  );
}

describe('the kit that banks join with', () => {
  it('simulates a year after which the service and the bank’s books agree to the fen', async () => {
    const token = await signTestToken(bankClerk);
    const { code, stdout } = await run('bank-sim.js', ['--seed', '7', '--loans', '60'], {
      BANK_TOKEN: token,
    });
    expect(stdout).toContain('seed 7: 60 loans');
    expect(stdout).toContain('books compared: 60 of 60 agree to the fen');
    expect(stdout).toMatch(/\d+ {2}duplicate/);
    expect(stdout).not.toContain('REJECTED');
    expect(code).toBe(0);
  });

  it('finds that the service keeps its word', async () => {
    const { code, stdout } = await run('bank-check.js', []);
    expect(stdout).not.toContain('FAIL');
    expect(stdout).toContain('16 of 16 pass');
    expect(code).toBe(0);
  });

  it('says what is wrong when the bank holds another key', async () => {
    const strange = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    const { code, stdout } = await run('bank-check.js', [], { BANK_SECRET: strange });
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL {2}a filing is accepted/);
    expect(stdout).toContain('SIGNATURE_INVALID');
  });
});
