import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, localDateOf } from '@gusu/values';
import { REFUSED_INPUTS } from '../fixture/bad-inputs.js';
import { BANK, BORROWER, bodyOf, disbursed, filed, repaid } from '../fixture/bank-events.js';
import { bankClerk } from '../fixture/people.js';
import { BATCH, TestLoans } from '../fixture/test-loans.module.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

let bills = 0;
/** A due bill of its own with these events already reported; its events have ids of their own. */
async function dueBill(...before: object[]) {
  const dueBillNo = `bad-${(bills += 1)}`;
  const of = <Body extends object>(body: Body) => ({
    ...body,
    dueBillNo,
    eventId: `${dueBillNo}-${(body as { eventId?: string }).eventId ?? ''}`,
  });
  for (const body of before) expect((await loans.message(of(body))).body.status).toBe('APPLIED');
  const view = async () => (await loans.get(`/v1/loans/${BANK}/${dueBillNo}`, bankClerk)).body;
  return { of, view, dueBillNo };
}

describe('what a bank sends by mistake (funding.md §10)', () => {
  it.each(REFUSED_INPUTS.map((input) => [`row ${input.row}: ${input.what}`, input] as const))(
    'is refused and leaves nothing behind: %s',
    async (_what, { body, status, code }) => {
      const before = await loans.written();
      const answer = await loans.message(body);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(await loans.written()).toEqual(before);
    },
  );

  it('gets the same verdicts inside a batch, whose other events are taken', async () => {
    const { of, view } = await dueBill();
    const readable = REFUSED_INPUTS.flatMap(({ body, code, status }) => {
      try {
        const value = typeof body === 'string' ? (JSON.parse(body) as object) : body;
        // A fraction is seen in the text alone, and refuses the batch as a whole.
        return typeof body === 'string' && /[.eE]/.test(body.replace(/"[^"]*"/g, ''))
          ? []
          : [{ value, code, status }];
      } catch {
        return [];
      }
    });
    expect(readable.length).toBeGreaterThan(150);
    const events = [of(filed()), ...readable.map(({ value }) => value), of(disbursed())];
    const { body } = await loans.message({ events }, { path: BATCH });
    const verdicts = body.items as { httpStatus: number; code?: string }[];
    expect(verdicts.slice(1, -1).map(({ httpStatus, code }) => [httpStatus, code])).toEqual(
      readable.map(({ status, code }) => [status, code]),
    );
    expect([verdicts[0], verdicts.at(-1)]).toMatchObject([{ httpStatus: 202 }, { httpStatus: 202 }]);
    expect((await view()).status).toBe('active');
  });

  it('is refused as a whole when it is not UTF-8 JSON (row 10) or not a batch at all (row 26)', async () => {
    const before = await loans.written();
    const text = JSON.stringify(filed());
    const unreadable = { status: 400, code: 'EVENT_SCHEMA' };
    // Where no bank can be found, nobody can have signed.
    const nobodys = { status: 401, code: 'SIGNATURE_INVALID' };
    const wrong: [string, string | Buffer, typeof unreadable][] = [
      [
        'GBK bytes',
        Buffer.concat([Buffer.from(`${text.slice(0, -1)},"x":"`), Buffer.from([0xd1, 0xd0, 0x22, 0x7d])]),
        unreadable,
      ],
      ['a byte order mark', `\ufeff${text}`, unreadable],
      ['a body cut off', text.slice(0, 100), unreadable],
      ['UTF-16', Buffer.from(text, 'utf16le'), nobodys],
      ['nothing', '', nobodys],
      ['a text', '"event"', nobodys],
    ];
    for (const [what, body, expected] of wrong) {
      const { status, body: answer } = await loans.message(body);
      expect([what, { status, code: answer.code as string }]).toEqual([what, expected]);
    }
    const tooMany = Array.from({ length: 501 }, () => filed());
    for (const events of [[], tooMany, {}, 'x']) {
      const { status, body } = await loans.message({ bankCode: BANK, events }, { path: BATCH });
      expect([status, body.code]).toEqual([400, 'EVENT_SCHEMA']);
    }
    expect(await loans.written()).toEqual(before);
  });

  it.each([
    ['row 2: yuan for fen', disbursed('2021-06-01', 5_000_000), 'UNIT_SUSPECT'],
    ['row 2: ten thousands of yuan for fen', disbursed('2021-06-01', 500), 'UNIT_SUSPECT'],
    ['row 2: a hundred times too much', disbursed('2021-06-01', 50_000_000_000), 'UNIT_SUSPECT'],
    ['row 2: a million times too much', disbursed('2021-06-01', 500_000_000_000_000), 'UNIT_SUSPECT'],
    [
      'row 24: a due bill under a new number',
      bodyOf('master.changed', '2021-06-01', { field: 'dueBillNo' }),
      'UNSUPPORTED',
    ],
    ['row 25: a type nobody knows', bodyOf('loan.forgiven', '2021-06-01', { why: 'x' }), 'UNSUPPORTED'],
  ])('is parked: %s', async (_what, body, code) => {
    const { of, view } = await dueBill(filed());
    const answer = await loans.message(of(body));
    expect([answer.status, answer.body.status, answer.body.code]).toEqual([202, 'PARKED', code]);
    expect(await view()).toMatchObject({ status: 'filed', principalFen: 0 });
  });

  it.each([
    ['row 5: a repayment of one fen too much', repaid('2021-06-10', 500_000_001, 0), 'PARKED', 'OVER_REPAY'],
    ['row 6: a balance one fen off', repaid('2021-06-10', 100, 499_999_901), 'APPLIED', 'BALANCE_DIFF'],
    [
      'row 14: a fact under a second id',
      disbursed('2021-06-01', 500_000_000, { eventId: 'twin' }),
      'PARKED',
      'SUSPECT_DUPLICATE',
    ],
  ])('is taken with a remark: %s', async (_what, body, status, code) => {
    const { of, view } = await dueBill(filed(), disbursed());
    const answer = await loans.message(of(body));
    expect([answer.status, answer.body.status, answer.body.code]).toEqual([202, status, code]);
    const loan = await view();
    expect(loan.principalFen).toBe(status === 'APPLIED' ? 499_999_900 : 500_000_000);
    expect(loan.dataHold).toBe(code !== 'OVER_REPAY');
  });
});

describe('what is put right or kept as it came', () => {
  it('a credit code in lower case (row 8)', async () => {
    const { of, view } = await dueBill();
    const body = filed();
    const answer = await loans.message(of({ ...body, data: { ...body.data, uscc: BORROWER.toLowerCase() } }));
    expect(answer.body.status).toBe('APPLIED');
    expect((await view()).creditCode).toBe(BORROWER);
  });

  it('lines that end in CRLF (row 10)', async () => {
    const { of } = await dueBill();
    const text = JSON.stringify(of(filed()), null, 2).replaceAll('\n', '\r\n');
    expect((await loans.message(text)).body.status).toBe('APPLIED');
  });

  it('a due bill that lost its leading zeros is another one, never mapped (row 7)', async () => {
    const { view } = await dueBill();
    expect(
      (await loans.message(filed('2021-05-30', 500_000_000, { dueBillNo: '0077', eventId: 'zeros' }))).status,
    ).toBe(202);
    const answer = await loans.message(
      disbursed('2021-06-01', 500_000_000, { dueBillNo: '77', eventId: 'no-zeros' }),
    );
    expect([answer.body.status, answer.body.code]).toEqual(['PARKED', 'PREDECESSOR_MISSING']);
    expect((await loans.get(`/v1/loans/${BANK}/0077`, bankClerk)).body.status).toBe('filed');
    expect((await view()).code).toBe('loan/not-found');
  });

  it('members nobody knows (row 25)', async () => {
    const { of } = await dueBill();
    const body = of({ ...filed(), remark: '备注|含分隔符', nested: { score: [1, null, '２'] } });
    await loans.message(body);
    const { body: event } = await loans.get(`/v1/bank/v1/events/${body.eventId}`, bankClerk);
    expect(JSON.parse(event.body as string)).toEqual(JSON.parse(JSON.stringify(body)));
  });

  it('a whole day sent again: every event is a duplicate and nothing moves (row 13)', async () => {
    const { of, view } = await dueBill();
    const day = [
      of(filed()),
      of(disbursed()),
      of(repaid('2021-06-10', 100, 499_999_900)),
      of(disbursed('2021-06-01', 500_000_000, { eventId: 'twin' })),
    ];
    const first = (await loans.message({ events: day }, { path: BATCH })).body.items as object[];
    const [before, loan] = [await loans.written(), await view()];
    for (let again = 0; again < 3; again += 1) {
      const { body } = await loans.message({ events: day }, { path: BATCH });
      expect(body.items).toEqual(first.map((item) => ({ ...item, httpStatus: 200, duplicate: true })));
    }
    expect([await loans.written(), await view()]).toEqual([before, loan]);
  });
});

describe('clocks that differ (row 12, I-21)', () => {
  const seconds = (n: number) => new Date(Date.now() + n * 1_000);
  const zoned = (at: Date) => at.toISOString();

  it.each([600, -600, 303, -303])(
    'a signature of %i s from now is refused, with our time',
    async (offset) => {
      const before = await loans.written();
      const { status, body } = await loans.message(filed(), { at: seconds(offset) });
      expect([status, body.code]).toEqual([401, 'TIMESTAMP_SKEW']);
      expect(Math.abs((body.facts as { serverTime: number }).serverTime - Date.now() / 1_000)).toBeLessThan(
        5,
      );
      expect(await loans.written()).toEqual(before);
    },
  );

  it.each([295, -295])('a signature of %i s from now is taken', async (offset) => {
    const { of } = await dueBill();
    expect((await loans.message(of(filed()), { at: seconds(offset) })).status).toBe(202);
  });

  it.each([
    ['a value date after tomorrow', { valueDate: addDays(localDateOf(new Date()), 2) }, 422],
    ['a value date of tomorrow', { valueDate: addDays(localDateOf(new Date()), 1) }, 202],
    ['an event of ten minutes from now', { occurredAt: zoned(seconds(600)) }, 422],
    ['an event of four minutes from now', { occurredAt: zoned(seconds(240)) }, 202],
  ])('%s', async (_what, changes, status) => {
    const { of } = await dueBill();
    const answer = await loans.message({ ...of(filed()), ...changes });
    expect(answer.status).toBe(status);
    if (status === 422) expect(answer.body.code).toBe('VALUE_DATE_FUTURE');
  });
});
