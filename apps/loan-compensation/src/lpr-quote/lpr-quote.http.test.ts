import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, localDateOf } from '@gusu/values';
import { bankClerk, cityLead, cityOfficer, sipClerk } from '../fixture/people.js';
import { TestLoans } from '../fixture/test-loans.module.js';

const QUOTES = '/v1/lpr-quotes';
const sourceUrl = 'https://www.chinamoney.com.cn/chinese/bklpr/';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

const enter = (publishedOn: string, ratePpm: number, headers: Record<string, string> = {}) =>
  loans.post(QUOTES, cityOfficer, { publishedOn, ratePpm, sourceUrl }, headers);
const decide = (quoteId: unknown, person: typeof cityLead, decision: string) =>
  loans.post(`${QUOTES}/${String(quoteId)}/decision`, person, { decision });

describe('the quotes of the LPR', () => {
  it('are entered by one person and confirmed by another', async () => {
    const entered = await enter('2021-12-20', 38_000, { 'idempotency-key': 'lpr-1' });
    expect([entered.status, entered.body.status]).toEqual([201, 'entered']);
    expect((await enter('2021-12-20', 38_000, { 'idempotency-key': 'lpr-1' })).body).toEqual(entered.body);
    const { quoteId } = entered.body as { quoteId: string };
    expect((await decide(quoteId, cityOfficer, 'confirm')).body.code).toBe('lpr-quote/four-eyes');
    const confirmed = await decide(quoteId, cityLead, 'confirm');
    expect(confirmed.body).toMatchObject({ status: 'confirmed', decidedBy: 'city-lead', moves: [] });
    expect((await decide(quoteId, cityLead, 'reject')).body.code).toBe('lpr-quote/move-not-legal');
    expect((await enter('2021-12-20', 38_500)).body.code).toBe('lpr-quote/already-entered');
  });

  it('are entered anew when one was rejected', async () => {
    const wrong = await enter('2022-01-20', 73_000);
    expect((await enter('2022-01-20', 37_000)).body.code).toBe('lpr-quote/already-entered');
    await decide(wrong.body.quoteId, cityLead, 'reject');
    expect((await enter('2022-01-20', 37_000)).status).toBe(201);
    const { body } = await loans.get(QUOTES, bankClerk);
    expect(
      (body.items as { ratePpm: number; status: string }[]).map((each) => [each.ratePpm, each.status]),
    ).toEqual([
      [37_000, 'entered'],
      [73_000, 'rejected'],
      [38_000, 'confirmed'],
    ]);
  });

  it('are of real days that have come, and say where they come from', async () => {
    const tomorrow = addDays(localDateOf(new Date()), 1);
    expect((await enter(tomorrow, 30_000)).body.code).toBe('lpr-quote/in-future');
    const wrong = { publishedOn: '2021-02-29', ratePpm: 0, sourceUrl: 'http://example.cn' };
    const { status, body } = await loans.post(QUOTES, cityOfficer, wrong);
    expect(status).toBe(400);
    expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/publishedOn',
      '/ratePpm',
      '/sourceUrl',
    ]);
    const nobody = '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11';
    expect((await decide(nobody, cityLead, 'confirm')).body.code).toBe('lpr-quote/not-found');
  });

  it('stay what they were, and are no matter of districts or banks', async () => {
    await expect(loans.query('update lpr_quote set rate_ppm = 1')).rejects.toThrow('permission denied');
    const quote = { publishedOn: '2020-04-20', ratePpm: 38_500, sourceUrl };
    for (const person of [sipClerk, bankClerk])
      expect((await loans.post(QUOTES, person, quote)).status).toBe(403);
  });
});
