import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { signatureOf } from './bank-client.js';
import { simulateYear, type YearPlan } from './simulated-year.js';

const SIGN = join(import.meta.dirname, '..', 'sign');
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const BODY = '{"purpose":"研发投入","amountFen":9007199254740991}\n';
const at = new Date('2021-06-10T01:00:00Z');
const seconds = `${at.getTime() / 1_000}`;

function isThere(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the sample code for signing', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gusu-kit-'));
    writeFileSync(join(folder, 'body.json'), BODY);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const expected = new Webhook(SECRET).sign('msg_1', at, BODY);
  const samples = [
    ['node', 'sign.mjs'],
    ['python3', 'sign.py'],
    ['java', 'Sign.java'],
  ] as const;

  it.each(samples.filter(([command]) => isThere(command)))(
    'of %s gives what the library of Standard Webhooks gives',
    (command, file) => {
      const args = [join(SIGN, file), SECRET, 'msg_1', seconds, join(folder, 'body.json')];
      expect(execFileSync(command, args, { encoding: 'utf8' }).trim()).toBe(expected);
    },
  );

  it('is what the kit itself sends', () => {
    expect(samples.filter(([command]) => isThere(command)).length).toBeGreaterThan(0);
    expect(signatureOf(SECRET, 'msg_1', Number(seconds), BODY)).toBe(expected);
  });
});

describe('a simulated year', () => {
  const plan: YearPlan = {
    seed: 42,
    bankCode: 'C1000000000001',
    borrowers: ['91320594TE5T00016Q'],
    loans: 200,
    from: parseLocalDate('2021-01-04'),
    run: 'R',
  };
  const year = simulateYear(plan);

  it('is the same for the same seed and another for another', () => {
    expect(simulateYear(plan)).toEqual(year);
    expect(simulateYear({ ...plan, seed: 43 }).sent).not.toEqual(year.sent);
  });

  it('has the flaws that years of banks have: late, repeated, out of order, corrected, reversed', () => {
    const types = new Set(year.sent.map(({ type }) => type));
    for (const type of [
      'event.corrected',
      'event.reversed',
      'loan.defaulted',
      'loan.recovered',
      'loan.settled',
    ])
      expect(types).toContain(type);
    expect([year.late, year.repeated].every((count) => count > 50)).toBe(true);
    const seen = new Map<string, string>();
    const isEarlier = year.sent.filter(({ dueBillNo, valueDate }) => {
      const before = seen.get(dueBillNo) ?? '';
      seen.set(dueBillNo, valueDate > before ? valueDate : before);
      return valueDate < before;
    });
    expect(isEarlier.length).toBeGreaterThan(50);
  });

  it('keeps books that end at nothing or at what is still owed, and every id once or byte-equal', () => {
    for (const { principalFen, isSettled } of year.books) expect(isSettled).toBe(principalFen === 0);
    expect(year.books.filter(({ isSettled }) => !isSettled).length).toBeGreaterThan(5);
    const bodies = new Map<string, string>();
    for (const event of year.sent) {
      const body = JSON.stringify(event);
      expect(bodies.get(event.eventId) ?? body).toBe(body);
      bodies.set(event.eventId, body);
    }
  });
});
