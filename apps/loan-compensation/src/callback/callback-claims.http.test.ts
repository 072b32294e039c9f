import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BANK, filed, recovered, repaid, reversed } from '../fixture/bank-events.js';
import { type ClaimDesk, MovableClock, openDesk } from '../fixture/claim-desk.module.js';
import { addBorrower, creditCodeNo } from '../fixture/cover.module.js';
import { agencyReviewer, bankClerk, cityOfficer, financeOfficer, otherBankClerk } from '../fixture/people.js';
import type { TestLoans } from '../fixture/test-loans.module.js';
import { FilingClockService } from '../filing/filing-clock.service.js';

const clock = new MovableClock();
let loans: TestLoans;
let desk: ClaimDesk;
let claimNo: string;

beforeAll(async () => {
  ({ loans, desk } = await openDesk(clock, { fuseMinLoans: 2, fuseMinDenominatorFen: 500_000_000 }));
  // Nobody answers there: what is to be told stays in the log all the same.
  await loans.post(`/v1/partner-banks/${BANK}/callback-address`, cityOfficer, { url: 'http://127.0.0.1:9/' });
  await desk.overdueLoan('paid', 400_000_000);
  await desk.overdueLoan('bad', 400_000_000);
  await file(90, 'undrawn');
  await file(91, 'taken-back');
}, 60_000);
afterAll(() => loans.stop());

async function file(no: number, dueBillNo: string): Promise<void> {
  clock.to('2021-05-30');
  await addBorrower(loans, creditCodeNo(no));
  const body = filed('2021-05-30', 100_000_000, { dueBillNo, eventId: `${dueBillNo}-filed` });
  await desk.say({ ...body, data: { ...body.data, uscc: creditCodeNo(no) } });
}

interface News {
  type: string;
  data: Record<string, unknown>;
}
const known = new Set<string>();

/** What the bank is to be told since it was last asked for, by type: what one change tells has no order; exceptions in its data have a test of their own. */
async function news(): Promise<News[]> {
  const { items } = (await loans.get('/v1/callback-deliveries?limit=500', bankClerk)).body as {
    items: { deliveryId: string; type: string }[];
  };
  const fresh = items.filter(
    ({ deliveryId, type }) => !known.has(deliveryId) && !type.includes('discrepancy'),
  );
  const told: News[] = [];
  for (const { deliveryId } of fresh) {
    known.add(deliveryId);
    const { body } = (await loans.get(`/v1/callback-deliveries/${deliveryId}`, bankClerk)).body as {
      body: string;
    };
    told.push(JSON.parse(body) as News);
  }
  const short = told.map(({ type, data }) => ({ type: type.replace('loan-compensation.', ''), data }));
  return short.sort((a, b) => a.type.localeCompare(b.type));
}

describe('a bank is called back about its claims', () => {
  it('when one goes back to it to be put right, and not about what it did itself', async () => {
    clock.to('2021-09-02');
    claimNo = await desk.submitted(400_000_000, { dueBillNo: 'paid' });
    expect(await news()).toEqual([]);
    await desk.must(claimNo, 'return', agencyReviewer, { reason: '缺诉状' });
    expect(await news()).toMatchObject([
      { type: 'claim.returned', data: { claimNo, dueBillNo: 'paid', returns: 1, returnedOn: '2021-09-02' } },
    ]);
  });

  it('when it is decided and when it is paid, and of its own fuse, which that payment trips, not of the pool’s', async () => {
    await desk.through(claimNo, '2021-09-30');
    expect(await news()).toEqual([]);
    await desk.must(claimNo, 'approval', financeOfficer);
    const approved = { outcome: 'approved', payableFen: 320_000_000, decidedOn: '2021-09-30' };
    expect(await news()).toMatchObject([{ type: 'claim.decided', data: { claimNo, ...approved } }]);
    await desk.pay(claimNo);
    const tripped = { bankCode: BANK, previousLevel: 'NORMAL', level: 'STOP_COMPENSATION' };
    expect(await news()).toMatchObject([
      { type: 'claim.paid', data: { claimNo, paidFen: 320_000_000 } },
      { type: 'fuse.changed', data: tripped },
    ]);
  });

  it('when money is shared, with what it has to remit by when, and when that day is over', async () => {
    clock.to('2021-10-11');
    await desk.say(recovered('2021-10-11', 100_000_000, {}, { dueBillNo: 'paid', eventId: 'paid-back' }));
    await desk.look();
    const due = { origin: 'recovery', dueFen: 80_000_000, remitOn: '2021-10-25', claimNo };
    expect(await news()).toMatchObject([
      { type: 'recovery.shared', data: { claimNo, poolFen: 80_000_000, remitOn: '2021-10-25' } },
      { type: 'remittance.opened', data: due },
    ]);
    clock.to('2021-10-26');
    await desk.look();
    expect(await news()).toMatchObject([
      { type: 'remittance.missed', data: { ...due, leftFen: 80_000_000 } },
    ]);
    await desk.look();
    expect(await news()).toEqual([]);
  });

  it('when a late fact claws back what was paid', async () => {
    await desk.say(repaid('2021-09-15', 50_000_000, 350_000_000, { dueBillNo: 'paid', eventId: 'late' }));
    await desk.look();
    expect(await news()).toMatchObject([
      { type: 'remittance.opened', data: { origin: 'clawback', dueFen: 40_000_000, claimNo } },
    ]);
  });
});

describe('a bank is called back about what it files', () => {
  it('when a filing is revoked, and when one lapses because nothing was drawn', async () => {
    await desk.say(reversed('2021-05-31', 'taken-back-filed', { dueBillNo: 'taken-back', eventId: 'back' }));
    expect(await news()).toMatchObject([
      { type: 'filing.revoked', data: { dueBillNo: 'taken-back', ending: 'takenBack' } },
    ]);
    clock.to('2021-07-30');
    await loans.app.get(FilingClockService, { strict: false }).tick(clock.now());
    expect(await news()).toMatchObject([
      { type: 'filing.lapsed', data: { dueBillNo: 'undrawn', lapsedOn: '2021-07-30' } },
    ]);
  });

  it('and nobody else hears of any of it', async () => {
    expect((await loans.get('/v1/callback-deliveries', otherBankClerk)).body.items).toEqual([]);
  });
});
