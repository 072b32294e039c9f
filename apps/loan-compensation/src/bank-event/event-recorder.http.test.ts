import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bankClerk } from '../fixture/people.js';
import {
  BANK,
  BORROWER,
  disbursed,
  filed,
  overdue,
  repaid,
  reversed,
  settled,
} from '../fixture/bank-events.js';
import { BATCH, EVENTS, TestLoans } from '../fixture/test-loans.module.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

type Body = ReturnType<typeof filed>;

/** The events of a due bill of its own, with ids of their own. */
const of = (dueBillNo: string, bodies: Body[]): Body[] =>
  bodies.map((body, n) => ({ ...body, dueBillNo, eventId: `${dueBillNo}-${n}` }));

async function loan(dueBillNo: string) {
  const { body } = await loans.get(`/v1/loans/${BANK}/${dueBillNo}`, bankClerk);
  return body as {
    status: string;
    principalFen: number;
    foldHash: string;
    filingNo: string;
    version: number;
  };
}

const LIFE = [
  filed(),
  disbursed(),
  repaid('2021-06-10', 100_000_000, 400_000_000),
  overdue('2021-07-20', 100_000_000, 5),
  repaid('2021-07-25', 400_000_000, 0),
  settled('2021-07-25'),
];

describe('recording events of one due bill', () => {
  it('ends in one state, whether they come one by one, in one batch or backwards', async () => {
    for (const event of of('singly', LIFE)) expect((await loans.message(event)).body.status).toBe('APPLIED');
    const { body } = await loans.message({ events: of('together', LIFE) }, { path: BATCH });
    expect((body.items as { status: string }[]).map(({ status }) => status)).toEqual(
      LIFE.map(() => 'APPLIED'),
    );
    for (const event of of('backwards', LIFE).reverse())
      expect((await loans.message(event)).status).toBe(202);
    const states = await Promise.all(['singly', 'together', 'backwards'].map(loan));
    expect(new Set(states.map(({ foldHash }) => foldHash)).size).toBe(1);
    expect(states[0]).toMatchObject({ status: 'settled', principalFen: 0 });
  });

  it('applies what waited, in the batch that brings what it waited for', async () => {
    const [early, opening, paying] = of('waited', [settled('2021-06-10'), filed(), disbursed()]);
    expect((await loans.message(early)).body).toMatchObject({
      status: 'PARKED',
      code: 'PREDECESSOR_MISSING',
    });
    const last = { ...repaid('2021-06-10', 500_000_000, 0), dueBillNo: 'waited', eventId: 'waited-last' };
    const { body } = await loans.message({ events: [opening, paying, last] }, { path: BATCH });
    expect((body.items as { status: string }[]).map(({ status }) => status)).toEqual([
      'APPLIED',
      'APPLIED',
      'APPLIED',
    ]);
    expect(await loan('waited')).toMatchObject({ status: 'settled', principalFen: 0 });
    const [waited] = await loans.query("select status, code from bank_event where event_id = 'waited-0'");
    expect(waited).toEqual({ status: 'APPLIED', code: null });
  });

  it('announces and audits each once: a version for each new state, an entry for each event', async () => {
    const rows = await loans.query<{ data: string }>(
      "select data from outbox where key = $1 and type = 'loan-compensation.loan.changed' order by version",
      [`${BANK}:singly`],
    );
    const announced = rows.map(({ data }) => JSON.parse(data) as { version: number; foldHash: string });
    expect(announced.map(({ version }) => version)).toEqual(LIFE.map((_, n) => n + 1));
    const { version, foldHash } = await loan('singly');
    expect(announced.at(-1)).toMatchObject({ version, foldHash });
    const [{ n } = { n: 0 }] = await loans.query<{ n: number }>(
      `select count(*)::int as n from audit_entry where entry like '%"objectId":"${BANK}:singly"%'`,
    );
    expect(n).toBe(LIFE.length);
  });

  it('takes a batch of many events of one due bill that all have to wait', async () => {
    const waiting = of(
      'crowded',
      Array.from({ length: 200 }, (_, n) =>
        repaid(`2021-06-${String((n % 28) + 1).padStart(2, '0')}`, 1_000 + n, 1),
      ),
    );
    const { body } = await loans.message({ events: waiting }, { path: BATCH });
    const codes = (body.items as { code: string }[]).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['PREDECESSOR_MISSING']));
    for (const event of [filed(), disbursed('2021-05-31')])
      await loans.message({ ...event, dueBillNo: 'crowded', eventId: `crowded-${event.valueDate}` });
    const paid = waiting.reduce((sum, _, n) => sum + 1_000 + n, 0);
    expect(await loan('crowded')).toMatchObject({ principalFen: 500_000_000 - paid });
  });
});

describe('a filing that took effect', () => {
  it('stands when its enterprise is cancelled and a later event makes all be folded anew (I-10)', async () => {
    const [filing, opening] = of('stands', LIFE);
    await loans.message(filing);
    await loans.message(opening);
    const before = await loan('stands');
    await loans.query("update enterprise_copy set status = 'cancelled' where credit_code = $1", [BORROWER]);
    const back = { ...overdue('2021-05-31', 0, 0), dueBillNo: 'stands', eventId: 'stands-back' };
    await loans.message(back);
    await loans.message({
      ...repaid('2021-06-10', 100_000_000, 400_000_000),
      dueBillNo: 'stands',
      eventId: 'stands-repaid',
    });
    expect(await loan('stands')).toMatchObject({ filingNo: before.filingNo, principalFen: 400_000_000 });
    const waits = await loans.query(
      "select 1 from bank_event where due_bill_no = 'stands' and waits_for is not null",
    );
    expect(waits).toEqual([]);
    await loans.query("update enterprise_copy set status = 'active' where credit_code = $1", [BORROWER]);
  });
});

describe('one event id sent at once for several due bills', () => {
  it('is recorded for one of them and refused for the others', async () => {
    for (let round = 0; round < 5; round += 1) {
      const bodies = Array.from({ length: 8 }, (_, n) => ({
        ...filed('2021-05-30', 500_000_000 + n),
        dueBillNo: `race-${round}-${n}`,
        eventId: `race-${round}`,
      }));
      const answers = await Promise.all(
        bodies.map((body, n) =>
          n % 2 === 0 ? loans.message(body) : loans.message({ events: [body] }, { path: BATCH }),
        ),
      );
      const verdicts = answers.flatMap(
        ({ body }) => (body.items ?? [body]) as { code?: string; status: unknown }[],
      );
      expect(verdicts.filter(({ status }) => status === 'APPLIED')).toHaveLength(1);
      expect(verdicts.filter(({ code }) => code === 'EVENT_ID_REUSED')).toHaveLength(7);
    }
  });
});

describe('a message that is not signed by the bank it names', () => {
  it.each([
    ['broken JSON', '{"bankCode":"C1000000000001","amountFen":1.5'],
    ['a fraction', JSON.stringify({ ...filed(), seq: 1.5 })],
    ['no bank', '{}'],
  ])('is refused as such before anything else is said of it: %s', async (_what, text) => {
    const { status, body } = await loans.message(text, { signature: 'v1,AAAA' });
    expect([status, body.code]).toEqual([401, 'SIGNATURE_INVALID']);
  });

  it('is told what is wrong with it when the signature holds', async () => {
    const twice = JSON.stringify(filed()).replace('{', '{"eventId":"other",');
    const { status, body } = await loans.message(twice);
    expect([status, body.code]).toEqual([400, 'EVENT_SCHEMA']);
    const reversal = await loans.message(reversed('2021-06-01', 'x', { bankCode: 'C2000000000002' }), {
      path: EVENTS,
    });
    expect([reversal.status, reversal.body.code]).toEqual([401, 'SIGNATURE_INVALID']);
  });
});
