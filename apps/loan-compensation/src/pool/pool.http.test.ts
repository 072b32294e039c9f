import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, localDateOf } from '@gusu/values';
import { auditor, bankClerk, cityLead, cityOfficer, financeOfficer, sipClerk } from '../fixture/people.js';
import { TestLoans } from '../fixture/test-loans.module.js';

const POOLS = '/v1/pools';
const KDT_POOL = `${POOLS}/KDT-SZ`;
const today = localDateOf(new Date());

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

const poolOf = (poolCode: string, programme: string) => ({
  poolCode,
  programme,
  name: '苏州市科技信贷风险补偿资金池',
  custodianBank: '示例银行苏州分行',
  contributors: [
    { level: 'CITY', name: '苏州市财政局', committedFen: 5_000_000_000 },
    { level: 'DISTRICT', name: '苏州工业园区财政', committedFen: 2_500_000_000 },
  ],
});
const topUp = (amountFen: number, changes: object = {}) =>
  loans.post(`${KDT_POOL}/top-ups`, financeOfficer, {
    level: 'CITY',
    amountFen,
    valueOn: today,
    docNo: '苏财金〔2021〕1号',
    ...changes,
  });
const decide = (topUpId: unknown, decision: string, person = cityLead) =>
  loans.post(`${KDT_POOL}/top-ups/${String(topUpId)}/decision`, person, { decision });

describe('a risk pool', () => {
  it('is opened once, one for a programme', async () => {
    const headers = { 'idempotency-key': 'pool-1' };
    const opened = await loans.post(POOLS, cityOfficer, poolOf('KDT-SZ', 'KDT'), headers);
    expect([opened.status, opened.body.ledgerVersion]).toEqual([201, 0]);
    expect((await loans.post(POOLS, cityOfficer, poolOf('KDT-SZ', 'KDT'), headers)).body).toEqual(
      opened.body,
    );
    for (const again of [poolOf('KDT-SZ', 'XBD'), poolOf('KDT-2', 'KDT')])
      expect((await loans.post(POOLS, cityOfficer, again)).body.code).toBe('pool/already-open');
    const twice = { ...poolOf('KDT-3', 'XBD'), contributors: Array(2).fill(poolOf('', '').contributors[0]) };
    expect((await loans.post(POOLS, cityOfficer, twice)).status).toBe(400);
    const { body } = await loans.get(POOLS, auditor);
    expect(body.items).toEqual([opened.body]);
  });

  it('is topped up by one person of finance and another who approves', async () => {
    const asked = await topUp(5_000_000_000);
    expect([asked.status, asked.body.status]).toEqual([201, 'requested']);
    expect((await loans.get(`${KDT_POOL}/balances`, auditor)).body).toMatchObject({
      cashFen: 0,
      accounts: [],
    });
    const { topUpId } = asked.body as { topUpId: string };
    expect((await decide(topUpId, 'approve', financeOfficer)).body.code).toBe('pool-top-up/four-eyes');
    expect((await decide(topUpId, 'approve')).body).toMatchObject({
      status: 'posted',
      decidedBy: 'city-lead',
    });
    expect((await decide(topUpId, 'approve')).body.code).toBe('pool-top-up/move-not-legal');
    const rejected = await topUp(1);
    expect((await decide(rejected.body.topUpId, 'reject')).body.status).toBe('rejected');
    const district = await topUp(213_333_333, { level: 'DISTRICT' });
    await decide(district.body.topUpId, 'approve');
    expect((await loans.get(`${KDT_POOL}/balances`, auditor)).body).toEqual({
      poolCode: 'KDT-SZ',
      on: today,
      cashFen: 5_213_333_333,
      capitalFen: 5_213_333_333,
      reservedFen: 0,
      accounts: [
        { account: 'CAPITAL.CITY', balanceFen: -5_000_000_000, version: 1 },
        { account: 'CAPITAL.DISTRICT', balanceFen: -213_333_333, version: 1 },
        { account: 'POOL_CASH', balanceFen: 5_213_333_333, version: 2 },
      ],
    });
    const { body } = await loans.get(`${KDT_POOL}/balances?on=${addDays(today, -1)}`, auditor);
    expect(body).toMatchObject({ cashFen: 0, accounts: [] });
    expect(((await loans.get(`${KDT_POOL}/top-ups`, auditor)).body.items as unknown[]).length).toBe(3);
  });

  it('shows its ledger with the balance before each entry, and tells of each posting', async () => {
    const { body } = await loans.get(`${KDT_POOL}/entries?after=1`, auditor);
    expect(body.items).toMatchObject([
      {
        ledgerVersion: 2,
        account: 'POOL_CASH',
        previousBalanceFen: 5_000_000_000,
        balanceFen: 5_213_333_333,
        accountVersion: 2,
      },
      { ledgerVersion: 2, account: 'CAPITAL.DISTRICT', previousBalanceFen: 0, balanceFen: -213_333_333 },
    ]);
    const told = await loans.query<{ n: number }>(
      `select count(*)::int as n from outbox o where o::text like '%pool.position-changed%'`,
    );
    expect(told[0]?.n).toBe(2);
  });

  it('posts each top-up once and loses none when many are approved at one time', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => topUp(1_000)));
    const decisions = asked.flatMap(({ body }) => [
      decide(body.topUpId, 'approve'),
      decide(body.topUpId, 'approve'),
    ]);
    const answers = await Promise.all(decisions);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(answers.filter(({ body }) => body.code === 'pool-top-up/move-not-legal')).toHaveLength(8);
    const { body } = await loans.get(`${KDT_POOL}/balances`, auditor);
    expect(body).toMatchObject({ cashFen: 5_213_341_333, capitalFen: 5_213_341_333 });
  });

  it('refuses unknown pools, contributors and days', async () => {
    const elsewhere = await loans.get(`${POOLS}/NONE/balances`, auditor);
    expect(elsewhere.body.code).toBe('pool/not-found');
    expect((await topUp(1, { level: 'PROVINCE' })).body.code).toBe('pool/contributor-unknown');
    expect((await topUp(1, { valueOn: addDays(today, 1) })).body.code).toBe('pool-top-up/in-future');
    expect((await topUp(0, { valueOn: '2021-02-29' })).status).toBe(400);
    const nobody = '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11';
    expect((await decide(nobody, 'approve')).body.code).toBe('pool-top-up/not-found');
    for (const person of [sipClerk, bankClerk]) expect((await loans.get(POOLS, person)).status).toBe(403);
    expect((await loans.post(POOLS, financeOfficer, poolOf('X1', 'XBD'))).status).toBe(403);
  });
});

describe('the ledger in the database', () => {
  const posting = `insert into ledger_posting values (gen_random_uuid(), 'KDT-SZ', 99, 'topUp', 'by hand', $1, $1, 'x', now())
    returning posting_id`;
  const entry = (values: string) =>
    `with p as (${posting}) insert into ledger_entry select p.posting_id, v.* from p, (values ${values}) v`;
  const by = (values: string) => loans.query(entry(values), [today]);
  const day = 'current_date';

  it('refuses at commit what does not add up to zero, and what continues no balance', async () => {
    await expect(
      by(`(1, 'KDT-SZ', 'X', 5::bigint, 0::bigint, 5::bigint, 1::bigint, ${day})`),
    ).rejects.toThrow('instead of zero');
    const forged = `(1, 'KDT-SZ', 'X', 5::bigint, 7::bigint, 12::bigint, 2::bigint, ${day}), (2, 'KDT-SZ', 'Y', -5, 0, -5, 1, ${day})`;
    await expect(by(forged)).rejects.toThrow('does not continue its account');
    const overdrawn = `(1, 'KDT-SZ', 'POOL_CASH', -9::bigint, 0::bigint, -9::bigint, 50::bigint, ${day})`;
    await expect(by(overdrawn)).rejects.toThrow('check constraint');
  });

  it.each([
    'update ledger_entry set amount_fen = 1',
    'delete from ledger_entry',
    'truncate ledger_entry',
    'delete from ledger_posting',
    'update pool_top_up set amount_fen = 1',
  ])('is closed to the role that serves: %s', async (statement) => {
    await expect(loans.query(statement)).rejects.toThrow('permission denied');
  });
});
