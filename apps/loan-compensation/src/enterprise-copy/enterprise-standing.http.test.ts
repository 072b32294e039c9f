import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AnnualFactsVerified,
  CreditEventRecorded,
  CreditEventRemoved,
  type DomainEvent,
  EnterpriseRegistered,
  QualificationExtended,
  QualificationGranted,
  QualificationRevoked,
} from '@gusu/contracts';
import { auditMigrations } from '@gusu/database';
import { messagingMigrations, outbox } from '@gusu/messaging';
import { createTestDatabase, type TestDatabase } from '@gusu/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bankClerk, cityOfficer } from '../fixture/people.js';
import { TestLoans } from '../fixture/test-loans.module.js';

const CODE = '91320594TE5T00777X';
const NOW = new Date('2026-11-24T04:00:00Z');
let registry: TestDatabase;
let loans: TestLoans;
beforeAll(async () => {
  registry = await createTestDatabase({
    migrations: [...auditMigrations, ...messagingMigrations],
    prefix: 'registry',
  });
  loans = await TestLoans.start({ 'enterprise-registry': registry.eventsUrl });
}, 60_000);
afterAll(async () => {
  await loans.stop();
  await registry.drop();
});

/** The registry announces, as its sequencer would put it into the log, and the loan service catches up. */
async function tell(...events: DomainEvent[]): Promise<void> {
  await registry.database.transaction(async (tx) => outbox.append(tx, ...events));
  await registry.database.query('select sequence_events()', []);
  for (let tries = 0; tries < 400; tries += 1) {
    const [row] = await loans.query<{ n: bigint }>('select sum(next_off)::bigint as n from consumer_offset');
    const [log] = await registry.database.query<{ n: bigint }>('select count(*) as n from event_log', []);
    if (row?.n === log?.n) return;
    await sleep(25);
  }
  throw new Error('the copy did not catch up within 10 s');
}

const standing = async () => (await loans.get(`/v1/enterprise-copies/${CODE}/standing`, cityOfficer)).body;
const title = { ...QualificationGranted.example, creditCode: CODE };

describe('what the loan service knows of an enterprise', () => {
  it('may arrive before the enterprise itself', async () => {
    await tell(QualificationGranted.of(CODE, title, NOW));
    const early = await loans.get(`/v1/enterprise-copies/${CODE}/standing`, cityOfficer);
    expect([early.status, early.body.code]).toEqual([404, 'enterprise/not-found']);
    await tell(EnterpriseRegistered.of(CODE, { ...EnterpriseRegistered.example, creditCode: CODE }, NOW));
    expect(await standing()).toEqual({
      titles: [
        { programme: 'highTechEnterprise', status: 'valid', validFrom: '2024-11-19', validTo: '2027-11-18' },
      ],
      revenue: [],
      creditEvents: [],
    });
  });

  it('follows each title to its newest state', async () => {
    const other = { ...title, qualificationId: randomUUID(), programme: 'techSme' as const };
    await tell(
      QualificationExtended.of(CODE, { ...title, validTo: '2030-11-18' }, NOW),
      QualificationGranted.of(CODE, other, NOW),
      QualificationRevoked.of(
        CODE,
        { ...other, status: 'revoked', endedOn: '2026-11-24', banUntil: '2029-11-24' },
        NOW,
      ),
    );
    expect((await standing()).titles).toEqual([
      { programme: 'highTechEnterprise', status: 'valid', validFrom: '2024-11-19', validTo: '2030-11-18' },
      { programme: 'techSme', status: 'revoked', validFrom: '2024-11-19', validTo: '2027-11-18' },
    ]);
  });

  it('is the band of a year, corrected by a later event, and never a figure', async () => {
    const year = { ...AnnualFactsVerified.example, creditCode: CODE };
    await tell(
      AnnualFactsVerified.of(CODE, year, NOW),
      AnnualFactsVerified.of(
        CODE,
        { ...year, version: 2, isCorrection: true, revenueBand: 'upTo400Million' },
        NOW,
      ),
    );
    expect((await standing()).revenue).toEqual([{ fiscalYear: 2025, revenueBand: 'upTo400Million' }]);
  });

  it('is what stands against it, and when that was removed', async () => {
    const recorded = { ...CreditEventRecorded.example, creditCode: CODE };
    await tell(CreditEventRecorded.of(CODE, recorded, NOW));
    expect((await standing()).creditEvents).toEqual([
      { creditEventType: 'ABNORMAL_LIST', occurredOn: '2025-07-08' },
    ]);
    await tell(CreditEventRemoved.of(CODE, { ...recorded, removedOn: '2025-12-01' }, NOW));
    expect((await standing()).creditEvents).toEqual([
      { creditEventType: 'ABNORMAL_LIST', occurredOn: '2025-07-08', removedOn: '2025-12-01' },
    ]);
  });

  it('is nothing for a bank to read', async () => {
    const reply = await loans.get(`/v1/enterprise-copies/${CODE}/standing`, bankClerk);
    expect([reply.status, reply.body.code]).toEqual([403, 'permission/denied']);
  });
});
