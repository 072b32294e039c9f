import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BANK, repaid } from '../fixture/bank-events.js';
import { type ClaimDesk, MovableClock, openDesk } from '../fixture/claim-desk.module.js';
import {
  agencyReviewer,
  auditor,
  bankChecker,
  bankClerk,
  cityOfficer,
  financeOfficer,
  otherBankClerk,
  poolCashier,
} from '../fixture/people.js';
import type { TestLoans } from '../fixture/test-loans.module.js';

const clock = new MovableClock();
let loans: TestLoans;
let desk: ClaimDesk;
beforeAll(async () => {
  ({ loans, desk } = await openDesk(clock));
}, 60_000);
afterAll(() => loans.stop());

describe('a claim from its draft to its payment', () => {
  let claimNo: string;

  it('is drafted by one person of the bank and submitted by another', async () => {
    await desk.overdueLoan('first');
    clock.to('2021-09-02');
    const drafted = await desk.draft(500_000_000, { dueBillNo: 'first' });
    expect(drafted).toMatchObject({ status: 201, body: { status: 'draft', triggeredOn: '2021-08-30' } });
    claimNo = String(drafted.body.claimNo);
    expect((await desk.step(claimNo, 'submission', bankClerk)).body.code).toBe('claim/four-eyes');
    expect(await desk.must(claimNo, 'submission', bankChecker)).toMatchObject({
      status: 'submitted',
      submittedOn: '2021-09-02',
      dueOn: '2021-09-09',
    });
    expect((await loans.get(`/v1/claims/${claimNo}`, otherBankClerk)).status).toBe(404);
  });

  it('is returned once, put right, and goes through the agency, the bureau and the public notice', async () => {
    const returned = await desk.must(claimNo, 'return', agencyReviewer, { reason: '缺诉状' });
    expect(returned).toMatchObject({ status: 'returned', returns: 1 });
    await desk.must(claimNo, 'amendment', bankClerk, {
      trigger: 'OVERDUE_DAYS',
      certifiedPrincipalFen: 500_000_000,
      documents: ['SUIT_ACCEPTANCE', 'COMPLAINT'].map((kind) => ({
        kind,
        fileName: `${kind}.pdf`,
        sha256: 'b'.repeat(64),
      })),
    });
    await desk.must(claimNo, 'submission', bankChecker);
    await desk.must(claimNo, 'admission', agencyReviewer);
    await desk.must(claimNo, 'endorsement', agencyReviewer);
    const notice = await desk.must(claimNo, 'verification', cityOfficer);
    expect(notice).toMatchObject({ status: 'publicNotice', dueOn: '2021-09-09' });
    const early = await desk.step(claimNo, 'notice-conclusion', cityOfficer);
    expect(early.body.code).toBe('claim/notice-running');
    clock.to('2021-09-10');
    expect(await desk.must(claimNo, 'notice-conclusion', cityOfficer)).toMatchObject({
      status: 'financeApproval',
      moves: ['reject', 'suspend'],
    });
  });

  it('shows who would pay what, and pays exactly that', async () => {
    const preview = await desk.preview(claimNo);
    expect(preview).toMatchObject({
      obstacles: [],
      quote: { payableFen: 400_000_000, bankFen: 100_000_000 },
    });
    const approved = await desk.must(claimNo, 'approval', financeOfficer);
    expect(approved.quote).toEqual(preview.quote);
    expect(await desk.get('/v1/pools/KDT-SZ/balances')).toMatchObject({
      cashFen: 5_000_000_000,
      reservedFen: 400_000_000,
    });
    expect((await desk.step(claimNo, 'payment-order', financeOfficer)).status).toBe(403);
    const paid = await desk.pay(claimNo);
    expect(paid).toMatchObject({ status: 'paid', quote: preview.quote, cutoffOn: '2021-09-10' });
    const { accounts, ...position } = await desk.get('/v1/pools/KDT-SZ/balances');
    expect(position).toMatchObject({ cashFen: 4_600_000_000, reservedFen: 0 });
    expect(accounts).toEqual(
      expect.arrayContaining([
        { account: 'COMP_PAID.CITY', balanceFen: 200_000_000, version: 1 },
        { account: 'COMP_PAID.DISTRICT', balanceFen: 200_000_000, version: 1 },
      ]),
    );
  });

  it('leaves each of its steps, an audit entry for each, and what is told of it', async () => {
    const { items } = await desk.get(`/v1/claims/${claimNo}/steps`, auditor);
    expect((items as { move: string }[]).map(({ move }) => move)).toEqual([
      ...['draft', 'submit', 'return', 'amend', 'submit', 'admit', 'endorse', 'verify', 'conclude'],
      ...['approve', 'order', 'pay'],
    ]);
    const [audited] = await loans.query<{ n: number }>(
      `select count(*)::int as n from audit_entry where entry::jsonb ->> 'objectId' = $1`,
      [claimNo],
    );
    expect(audited?.n).toBe(12);
    const told = await loans.query<{ type: string }>(`select type from outbox where key = $1 order by 1`, [
      claimNo,
    ]);
    expect(told.map(({ type }) => type.split('.').at(-1))).toEqual([
      'decided',
      'paid',
      'returned',
      'submitted',
      'submitted',
    ]);
  });

  it('is not paid twice, and its loan has no second final claim', async () => {
    const again = await desk.step(claimNo, 'payment', poolCashier, { paymentNo: 'X', paidOn: '2021-09-10' });
    expect(again.body.code).toBe('claim/move-not-legal');
    const second = await desk.draft(500_000_000, { dueBillNo: 'first' });
    expect(second.body).toMatchObject({ code: 'claim/not-admissible' });
    expect(JSON.stringify(second.body.facts)).toContain('FINAL_EXISTS');
  });
});

describe('a loan that changes while its claim is on its way', () => {
  it('ends the claim by a cure, and frees what was set aside (AT-23)', async () => {
    await desk.overdueLoan('cured', 100_000_000, { owedFen: 40_000_000 });
    const claimNo = await desk.reviewed(100_000_000, { dueBillNo: 'cured' });
    await desk.must(claimNo, 'approval', financeOfficer);
    expect(await desk.get('/v1/pools/KDT-SZ/balances')).toMatchObject({ reservedFen: 80_000_000 });
    await desk.say(repaid('2021-09-30', 40_000_000, 60_000_000, { dueBillNo: 'cured', eventId: 'cure' }));
    await desk.look();
    expect(await desk.get(`/v1/claims/${claimNo}`)).toMatchObject({ status: 'lapsed' });
    expect(await desk.get('/v1/pools/KDT-SZ/balances')).toMatchObject({ reservedFen: 0 });
    expect((await desk.step(claimNo, 'payment-order', poolCashier)).body.code).toBe('claim/move-not-legal');
  });

  it('makes the payment smaller by what came in since the approval, and frees the rest', async () => {
    await desk.overdueLoan('smaller', 100_000_000);
    const claimNo = await desk.reviewed(100_000_000, { dueBillNo: 'smaller' });
    await desk.must(claimNo, 'approval', financeOfficer);
    await desk.say(repaid('2021-09-30', 30_000_000, 70_000_000, { dueBillNo: 'smaller', eventId: 'part' }));
    const preview = await desk.preview(claimNo);
    const ordered = await desk.must(claimNo, 'payment-order', poolCashier);
    expect(ordered.quote).toEqual(preview.quote);
    expect(ordered).toMatchObject({ quote: { payableFen: 56_000_000, lossFen: 70_000_000 } });
    expect(await desk.get('/v1/pools/KDT-SZ/balances')).toMatchObject({ reservedFen: 56_000_000 });
    await desk.must(claimNo, 'payment', poolCashier, { paymentNo: 'P-smaller', paidOn: '2021-09-30' });
    expect(await desk.get('/v1/pools/KDT-SZ/balances')).toMatchObject({ reservedFen: 0 });
  });

  it('stops the claim where its data is in doubt, until a person lets it go on', async () => {
    await desk.overdueLoan('doubtful', 100_000_000);
    const claimNo = await desk.reviewed(100_000_000, { dueBillNo: 'doubtful' });
    await desk.say(repaid('2021-09-30', 10_000_000, 1, { dueBillNo: 'doubtful', eventId: 'wrong-balance' }));
    expect(await desk.must(claimNo, 'approval', financeOfficer)).toMatchObject({
      status: 'suspended',
      suspendedFrom: 'financeApproval',
      suspensions: ['DATA_HOLD'],
    });
    expect(await desk.must(claimNo, 'resumption', cityOfficer)).toMatchObject({ status: 'suspended' });
    const withdrawn = await desk.must(claimNo, 'withdrawal', bankClerk, { reason: '数据有误' });
    expect(withdrawn.status).toBe('withdrawn');
  });
});

describe('a claim that cannot be admitted', () => {
  it('hears everything at once', async () => {
    await desk.overdueLoan('early', 100_000_000);
    clock.to('2021-08-29');
    const { status, body } = await desk.draft(99_999_999, {
      dueBillNo: 'early',
      documents: [{ kind: 'COMPLAINT', fileName: 'a.pdf', sha256: 'c'.repeat(64) }],
    });
    expect(status).toBe(422);
    expect((body.errors as { code: string }[]).map(({ code }) => code)).toEqual([
      'CLAIM_TOO_EARLY',
      'LITIGATION_MISSING',
      'CERTIFIED_DIFF',
    ]);
  });

  it('is not that of a bank which has left the programme', async () => {
    clock.to('2021-09-02');
    const path = `/v1/partner-banks/${BANK}/exit`;
    expect((await loans.post(path, cityOfficer, {})).status).toBe(201);
    expect((await loans.post(path, cityOfficer, {})).body.code).toBe('bank/already-exited');
    const { body } = await desk.draft(100_000_000, { dueBillNo: 'early' });
    expect((body.errors as { code: string }[]).map(({ code }) => code)).toEqual(['BANK_EXITED']);
  });

  it('is nobody else’s, and needs its figures', async () => {
    expect((await desk.draft(1, { dueBillNo: 'early' }, otherBankClerk)).body.code).toBe('bank/not-yours');
    expect((await desk.draft(-1, { dueBillNo: 'early', kind: 'ALL' })).body.errors).toHaveLength(2);
    expect((await desk.draft(1, { dueBillNo: 'unknown' })).body.code).toBe('loan/not-found');
    expect((await loans.post('/v1/claims', agencyReviewer, {})).status).toBe(403);
  });
});
