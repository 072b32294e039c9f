import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { halfWrittenEvents, principalsUnlikeEvents, type Look } from '@gusu/testing';
import { randomUUID } from 'node:crypto';
import { BANK, disbursed, filed, repaid, reversed } from '../fixture/bank-events.js';
import { auditor, bankClerk, cityOfficer, sipClerk } from '../fixture/people.js';
import { BATCH, EVENTS, OTHER_BANK, TestLoans } from '../fixture/test-loans.module.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

let bills = 0;
/** A loan of 500,000,000 of which 100 were repaid, and the same repayment once more under another id. */
async function doubtfulLoan() {
  const dueBillNo = `doubt-${(bills += 1)}`;
  const of = (body: ReturnType<typeof filed>) => ({
    ...body,
    dueBillNo,
    eventId: `${dueBillNo}-${body.eventId}`,
  });
  const twin = of(repaid('2021-06-10', 100, 499_999_800, { eventId: 'twin' }));
  for (const body of [of(filed()), of(disbursed()), of(repaid('2021-06-10', 100, 499_999_900))])
    await loans.message(body);
  expect((await loans.message(twin)).body.code).toBe('SUSPECT_DUPLICATE');
  const view = async () => (await loans.get(`/v1/loans/${BANK}/${dueBillNo}`, bankClerk)).body;
  expect(await view()).toMatchObject({ dataHold: true, principalFen: 499_999_900 });
  const event = async (id = twin.eventId) => (await loans.get(`${EVENTS}/${id}`, bankClerk)).body;
  return { of, twin, view, event, staff: `/v1/bank-events/${BANK}/${twin.eventId}/confirmation` };
}

const signed = (eventId: string, said: object, secret?: string, body: object = {}) =>
  loans.message(
    { bankCode: BANK, eventId, ...said, ...body },
    { path: `${EVENTS}/${eventId}/confirmation`, secret },
  );

describe('an officer who settles a doubt (AT-06)', () => {
  it('lets the event count when it is a fact of its own, once', async () => {
    const { staff, view, event, twin } = await doubtfulLoan();
    const said = { isSeparate: true, reason: '同日两笔等额还款' };
    const first = await loans.post(staff, cityOfficer, said);
    expect([first.status, first.body]).toMatchObject([
      201,
      { eventId: twin.eventId, isSeparate: true, confirmedBy: 'city-officer', status: 'APPLIED', code: null },
    ]);
    expect(await view()).toMatchObject({ dataHold: false, principalFen: 499_999_800 });
    expect((await event()).status).toBe('APPLIED');
    const before = await loans.written();
    const again = await loans.post(staff, cityOfficer, { ...said, reason: '再说一次' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const otherwise = await loans.post(staff, cityOfficer, { isSeparate: false, reason: '改口' });
    expect([otherwise.status, otherwise.body.code]).toEqual([409, 'bank-event/already-confirmed']);
    expect(await loans.written()).toEqual(before);
  });

  it('leaves it out for good when it is the same once more', async () => {
    const { staff, view, event, of, twin } = await doubtfulLoan();
    await loans.post(staff, cityOfficer, { isSeparate: false, reason: '重复报送' });
    expect(await view()).toMatchObject({ dataHold: false, principalFen: 499_999_900 });
    expect((await event()).status).toBe('DISCARDED');
    // Later folds, one of an event that comes earlier included, remember it.
    await loans.message(of(repaid('2021-06-05', 7, 499_999_993)));
    await loans.message(of(repaid('2021-06-20', 5, 499_999_888)));
    expect((await view()).principalFen).toBe(499_999_888);
    // And the bank is told what it was told.
    expect((await loans.message(twin)).body).toMatchObject({ duplicate: true, code: 'SUSPECT_DUPLICATE' });
  });

  it('is on record, with the reason', async () => {
    const { staff } = await doubtfulLoan();
    const before = await loans.written();
    await loans.post(staff, cityOfficer, { isSeparate: true, reason: '凭证齐全' });
    const after = await loans.written();
    expect(after).toEqual({
      ...before,
      loanVersions: before.loanVersions! + 1,
      // The loan, and the discrepancy that is settled with it.
      outbox: before.outbox! + 2,
      audit: before.audit! + 2,
    });
    const [row] = await loans.query<{ entry: string }>(
      'select entry from audit_entry order by seq desc limit 1',
    );
    expect(JSON.parse(row?.entry ?? '')).toMatchObject({
      actorId: 'city-officer',
      action: 'bank-event.confirm',
      before: { status: 'PARKED', code: 'SUSPECT_DUPLICATE' },
      after: { isSeparate: true },
      reason: '凭证齐全',
    });
  });

  it('is answered once when several speak at once', async () => {
    const { staff, twin, view } = await doubtfulLoan();
    const said = { isSeparate: true, reason: '两笔' };
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => loans.post(staff, cityOfficer, said)),
      ...Array.from({ length: 4 }, () => signed(twin.eventId, said)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect((await view()).principalFen).toBe(499_999_800);
  });

  it.each([
    ['an event nobody sent', 'nobody', 404, 'bank-event/not-found'],
    ['an event that took effect', 'loan-disbursed-2021-06-01', 409, 'bank-event/not-in-doubt'],
  ])('is refused for %s', async (_what, id, status, code) => {
    const { of } = await doubtfulLoan();
    const { eventId } = of(filed('2021-05-30', 1, { eventId: id }));
    const path = `/v1/bank-events/${BANK}/${eventId}/confirmation`;
    const answer = await loans.post(path, cityOfficer, { isSeparate: true, reason: 'x' });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('needs the permission and a reason', async () => {
    const { staff } = await doubtfulLoan();
    for (const person of [bankClerk, auditor, sipClerk])
      expect((await loans.post(staff, person, { isSeparate: true, reason: 'x' })).status).toBe(403);
    const { status, body } = await loans.post(staff, cityOfficer, { isSeparate: 'yes', reason: ' ' });
    expect([status, (body.errors as unknown[]).length]).toEqual([400, 2]);
    const headers = { 'idempotency-key': randomUUID() };
    const said = { isSeparate: true, reason: 'x' };
    const first = await loans.post(staff, cityOfficer, said, headers);
    expect((await loans.post(staff, cityOfficer, said, headers)).text).toBe(first.text);
  });
});

describe('a bank that settles a doubt by a signed message', () => {
  it('is taken for its own event', async () => {
    const { twin, view } = await doubtfulLoan();
    const { status, body } = await signed(twin.eventId, { isSeparate: true, reason: '两笔' });
    expect([status, body]).toMatchObject([201, { confirmedBy: `bank:${BANK}`, status: 'APPLIED' }]);
    expect((await view()).dataHold).toBe(false);
  });

  it('is refused when it is not signed by that bank, or not for that event', async () => {
    const { twin, view } = await doubtfulLoan();
    const said = { isSeparate: true, reason: 'x' };
    const code = async (answer: PromiseLike<{ body: { code?: string } }>) => (await answer).body.code;
    const foreign = loans.secretOf(OTHER_BANK);
    expect(await code(signed(twin.eventId, said, foreign))).toBe('SIGNATURE_INVALID');
    // To the other bank the event does not exist.
    expect(await code(signed(twin.eventId, said, foreign, { bankCode: OTHER_BANK }))).toBe(
      'bank-event/not-found',
    );
    // A signed word about one event cannot be sent to the address of another.
    expect(await code(signed(twin.eventId, said, undefined, { eventId: 'another' }))).toBe('ID_FORMAT');
    expect(await code(signed(twin.eventId, { isSeparate: 'true', reason: 'x' }))).toBe('EVENT_SCHEMA');
    expect(await code(signed(twin.eventId, { isSeparate: true, reason: '' }))).toBe('EVENT_SCHEMA');
    expect((await view()).dataHold).toBe(true);
  });
});

describe('what stands after all of this', () => {
  const look: Look = (sql, values) => loans.query(sql, [...(values ?? [])]);

  it('is what the oracle expects', async () => {
    expect(await halfWrittenEvents(look)).toEqual([]);
    expect(await principalsUnlikeEvents(look)).toEqual([]);
  });

  it('is the verdict each event of a group was given, and what the others of it made of it since', async () => {
    const of = (body: ReturnType<typeof filed>) => ({
      ...body,
      dueBillNo: 'group',
      eventId: `g-${body.eventId}`,
    });
    const target = of(repaid('2021-06-10', 100, 499_999_900));
    const events = [target, of(filed()), of(disbursed()), of(reversed('2021-06-12', target.eventId))];
    const send = async () => (await loans.message({ events }, { path: BATCH })).body.items as object[];
    const first = await send();
    expect(first[0]).toMatchObject({ status: 'PARKED', code: 'PREDECESSOR_MISSING' });
    expect(await send()).toEqual(first.map((item) => ({ ...item, httpStatus: 200, duplicate: true })));
    expect((await loans.get(`${EVENTS}/${target.eventId}`, bankClerk)).body.status).toBe('REVERSED');
    expect(await principalsUnlikeEvents(look)).toEqual([]);
  });
});
