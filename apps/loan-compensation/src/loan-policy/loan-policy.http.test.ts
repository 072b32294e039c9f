import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, localDateOf } from '@gusu/values';
import { KDT } from '../fixture/loan-terms.js';
import { auditor, bankClerk, cityLead, cityOfficer, financeOfficer, sipClerk } from '../fixture/people.js';
import { TestLoans } from '../fixture/test-loans.module.js';
import { PolicyVersionService } from './policy-version.service.js';

const POLICIES = '/v1/loan-policies';
const tomorrow = addDays(localDateOf(new Date()), 1);

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

/** The default as a body, which every figure of it may be changed in. */
function documentOf(version: number, from: string, to: string | null = null) {
  const text = JSON.stringify(KDT.document, (_, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  const document = JSON.parse(text) as Record<string, unknown> & {
    parameters: Record<string, { value: unknown; sources: string[] }>;
  };
  return { ...document, version, effective: { from, to } };
}

const propose = (body: object, headers: Record<string, string> = {}) =>
  loans.post(POLICIES, cityOfficer, body, headers);
const approve = (version: number, person: typeof cityLead) =>
  loans.post(`${POLICIES}/KDT/${version}/approval`, person, {});

describe('the shipped policy', () => {
  it('is published at the start, with the confidence and the sources of each figure', async () => {
    const { status, body } = await loans.get(`${POLICIES}/KDT/1`, bankClerk);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      policyId: 'KDT/1',
      status: 'published',
      isShipped: true,
      confidence: 'DEFAULT',
      docNo: 'SYNTHETIC-DEFAULT',
      hash: KDT.hash,
      effectiveTo: null,
    });
    const parameters = body.parameters as Record<string, unknown>;
    expect(parameters.leverageMultiple).toEqual({
      value: 10,
      confidence: 'FOUND',
      sources: ['S21 宁波, tenfold'],
    });
    expect(Object.keys(parameters)).toHaveLength(68);
  });

  it('is published once, however often the service starts', async () => {
    await loans.app.get(PolicyVersionService, { strict: false }).onApplicationBootstrap();
    const { body } = await loans.get(POLICIES, auditor);
    expect((body.items as unknown[]).length).toBe(1);
  });

  it('cannot be changed by the role that serves', async () => {
    const change = loans.query("update loan_policy set document = '{}'");
    await expect(change).rejects.toThrow('permission denied');
    await expect(loans.query('delete from loan_policy')).rejects.toThrow('permission denied');
  });
});

describe('a new version', () => {
  it('is told everything that is wrong with it at once', async () => {
    const document = documentOf(2, tomorrow);
    document.parameters.leverageMultiple!.value = 0;
    document.parameters.remitWorkdays!.sources = [];
    const { status, body } = await propose(document);
    expect([status, body.code]).toEqual([400, 'request/invalid']);
    expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/parameters/leverageMultiple/value',
      '/parameters/remitWorkdays/sources',
    ]);
  });

  it('is proposed once for one key, approved by two others, and ends the one before it', async () => {
    const headers = { 'idempotency-key': 'kdt-2' };
    const first = await propose(documentOf(2, tomorrow), headers);
    expect([first.status, first.body.status, first.body.moves]).toEqual([
      201,
      'draft',
      ['approve', 'publish', 'withdraw'],
    ]);
    expect((await propose(documentOf(2, tomorrow), headers)).body).toEqual(first.body);
    expect((await propose(documentOf(2, tomorrow))).body.code).toBe('loan-policy/version-taken');

    expect((await approve(2, cityOfficer)).body.code).toBe('loan-policy/four-eyes');
    expect((await approve(2, cityLead)).body).toMatchObject({
      status: 'draft',
      firstApprovedBy: 'city-lead',
    });
    expect((await approve(2, cityLead)).body.code).toBe('loan-policy/four-eyes');
    const published = await approve(2, financeOfficer);
    expect(published.body).toMatchObject({
      status: 'published',
      secondApprovedBy: 'finance-officer',
      moves: [],
    });
    expect((await approve(2, { ...cityLead, sub: 'other-lead' })).body.code).toBe(
      'loan-policy/move-not-legal',
    );
    const { body } = await loans.get(`${POLICIES}/KDT/1`, auditor);
    expect(body).toMatchObject({ effectiveTo: addDays(tomorrow, -1), hash: KDT.hash });
    const audits = await loans.query<{ entry: string }>(
      `select entry from audit_entry where entry like '%loan-policy.%KDT/2%'`,
    );
    expect(audits).toHaveLength(3);
  });

  it('is refused where it meets a published one, and may be withdrawn', async () => {
    expect((await propose(documentOf(3, tomorrow, tomorrow))).status).toBe(201);
    await approve(3, cityLead);
    expect((await approve(3, financeOfficer)).body.code).toBe('loan-policy/overlap');
    const withdrawal = `${POLICIES}/KDT/3/withdrawal`;
    expect((await loans.post(withdrawal, cityOfficer, {})).body.status).toBe('withdrawn');
    expect((await loans.post(withdrawal, cityOfficer, {})).body.code).toBe('loan-policy/move-not-legal');
    expect((await loans.get(`${POLICIES}/KDT/9`, auditor)).body.code).toBe('loan-policy/not-found');
  });

  it('never rules a day that another one rules, whatever a service does', async () => {
    const insert = loans.query(
      `insert into loan_policy (programme, version, status, is_shipped, document, hash, effective_from, proposed_by, proposed_at,
         published_at) values ('KDT', 50, 'published', true, '{}', '', $1, 'x', now(), now())`,
      [tomorrow],
    );
    await expect(insert).rejects.toThrow('loan_policy_of_a_day');
  });

  it('is nothing for a district, nor for a bank to decide', async () => {
    for (const person of [sipClerk, bankClerk]) {
      expect((await loans.post(POLICIES, person, documentOf(4, tomorrow))).status).toBe(403);
      expect((await approve(3, person)).status).toBe(403);
    }
  });
});
