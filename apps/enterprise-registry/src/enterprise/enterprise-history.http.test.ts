import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findEventType } from '@gusu/contracts';
import { addDays, type LocalDate, parseLocalDate } from '@gusu/values';
import fc from 'fast-check';
import { Enterprises, REJECTION } from '../fixture/enterprises.js';
import { adminOf, applicationOf, cityOfficer, KUNSHAN, SIP } from '../fixture/people.js';
import { MovingClock } from '../fixture/moving-clock.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import type { EnterpriseView } from './enterprise.dto.js';
import { ENTERPRISE_MOVES, type EnterpriseMove } from './enterprise.js';

const START = parseLocalDate('2020-01-10');
const clock = new MovingClock(START);
let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
}, 60_000);
afterAll(() => registry.stop());

/** One attempt in the life of an enterprise: some days later, effective some days before, legal or not. */
interface Attempt {
  move: EnterpriseMove;
  daysLater: number;
  daysBack: number | undefined;
  variant: number;
}

const attempt = fc.record<Attempt>({
  // What may happen again and again is more frequent than what ends a life, or lives would be short.
  move: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<EnterpriseMove>('change', 'relocate', 'suspend', 'reinstate') },
    { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(ENTERPRISE_MOVES) as EnterpriseMove[])) },
  ),
  daysLater: fc.integer({ min: 0, max: 40 }),
  daysBack: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  variant: fc.integer({ min: 0, max: 3 }),
});
// Most lives begin by being accepted, or most of what follows would never be legal.
const life = fc
  .tuple(fc.constantFrom(true, true, true, false), fc.array(attempt, { minLength: 6, maxLength: 12 }))
  .map(([isAccepted, attempts]) =>
    isAccepted
      ? [{ move: 'accept' as const, daysLater: 1, daysBack: undefined, variant: 0 }, ...attempts]
      : attempts,
  );

const DISTRICTS = [SIP, KUNSHAN, '320581', '320509'];

function requestOf(
  { move, variant }: Attempt,
  effectiveOn: string | undefined,
): [path: string, body: object] {
  const day = effectiveOn && { effectiveOn };
  const { creditCode: _, ...facts } = applicationOf('', { name: `苏州重提${variant}公司` });
  const reason = `理由${variant}`;
  switch (move) {
    case 'accept':
      return ['verification', { decision: 'accept' }];
    case 'reject':
      return ['verification', REJECTION];
    case 'resubmit':
      return ['submission', facts];
    case 'change':
      return [
        'change',
        { name: `苏州变更${variant}公司`, entityType: variant ? '股份有限公司' : '', ...day },
      ];
    case 'confirm':
      return ['confirmation', {}];
    case 'relocate':
      return ['relocation', { toDistrictCode: DISTRICTS[variant], address: `某路${variant}号`, ...day }];
    case 'suspend':
      return ['suspension', { reason, ...day }];
    case 'reinstate':
      return ['reinstatement', { reason, ...day }];
    case 'cancel':
      return ['cancellation', { reason, ...day }];
    case 'revoke':
      return ['revocation', { reason, ...day }];
    case 'moveOut':
      return ['departure', { reason, ...day }];
  }
}

interface Lived {
  code: string;
  /** Every version as the service answered it when it came to be. */
  versions: EnterpriseView[];
  lastDay: LocalDate;
}

async function live(attempts: readonly Attempt[]): Promise<Lived> {
  let today = START;
  clock.set(today);
  const code = await enterprises.draft();
  const versions = [await enterprises.get(code)];
  for (const each of attempts) {
    today = addDays(today, each.daysLater);
    clock.set(today);
    const [path, body] = requestOf(
      each,
      each.daysBack === undefined ? undefined : addDays(today, -each.daysBack),
    );
    const caller = each.move === 'resubmit' ? adminOf(code) : cityOfficer;
    const reply = await registry.post(`/v1/enterprises/${code}/${path}`, caller, body);
    if (reply.status === 200) versions.push(await enterprises.get(code));
    else expect([400, 409, 422]).toContain(reply.status);
  }
  return { code, versions, lastDay: today };
}

const lifeHolds = (check: (lived: Lived) => Promise<void>, numRuns = 12) =>
  fc.assert(
    fc.asyncProperty(life, async (attempts) => check(await live(attempts))),
    { numRuns },
  );

describe('whatever happens to an enterprise', () => {
  it('its versions follow each other without a gap, each as it was answered, in the order of their days', async () => {
    await lifeHolds(async ({ code, versions }) => {
      const { body } = await registry.get(`/v1/enterprises/${code}/versions`, cityOfficer);
      const kept = [...body.items].reverse() as EnterpriseView[];
      expect(kept).toEqual(versions.map(({ moves: _, ...version }) => version));
      expect(kept.map(({ version }) => version)).toEqual(versions.map((_, at) => at + 1));
      const days = kept.map(({ effectiveOn }) => effectiveOn);
      expect(days).toEqual([...days].sort());
    });
  });

  it('a day in the past is answered by the newest version that held on it', async () => {
    await lifeHolds(async ({ code, versions, lastDay }) => {
      const edges = versions.flatMap(({ effectiveOn }) =>
        [-1, 0, 1].map((n) => addDays(parseLocalDate(effectiveOn), n)),
      );
      for (const day of new Set([...edges, lastDay, addDays(lastDay, 30)])) {
        const expected = versions.filter(({ effectiveOn }) => effectiveOn <= day).at(-1);
        const reply = await registry.get(`/v1/enterprises/${code}?asOf=${day}`, cityOfficer);
        expect([day, reply.body.version]).toEqual([day, expected?.version]);
      }
    });
  });

  it('its events, replayed from nothing, give what the register says; a draft has none', async () => {
    await lifeHolds(async ({ code, versions }) => {
      const rows = await registry.query<{
        type: string;
        schema_version: number;
        version: bigint;
        data: string;
      }>('select type, schema_version, version, data from outbox where key = $1 order by version', [code]);
      expect(rows.map(({ version }) => version)).toEqual(rows.map((_, at) => BigInt(at + 1)));
      const announced = versions.filter(
        ({ status }) => status !== 'pendingVerification' && status !== 'rejected',
      );
      expect(rows).toHaveLength(announced.length);
      for (const [at, { type, schema_version: version, data }] of rows.entries()) {
        const state = findEventType(type, version)?.schema.parse(JSON.parse(data)) as Record<string, unknown>;
        const row = announced[at] as unknown as Record<string, unknown>;
        for (const field of STATE) expect([at, field, state[field]]).toEqual([at, field, row[field]]);
      }
    });
  });

  it('every change of state has exactly one audit entry, with what was before and what came after', async () => {
    await lifeHolds(async ({ code, versions }) => {
      const rows = await registry.query<{ entry: string }>(
        `select entry from audit_entry where entry::jsonb ->> 'objectId' = $1 order by seq`,
        [code],
      );
      const entries = rows.map(({ entry }) => JSON.parse(entry));
      expect(entries.map(({ after }) => after.version)).toEqual(versions.map(({ version }) => version));
      expect(entries.map(({ before }) => before?.version)).toEqual(versions.map((_, at) => at || undefined));
      for (const { traceId, actorId } of entries) {
        expect(traceId).toMatch(/^[0-9a-f]{32}$/);
        expect(actorId).toMatch(/./);
      }
    });
  });
});

const STATE = [
  'creditCode',
  'name',
  'districtCode',
  'status',
  'establishedOn',
  'entityType',
  'registeredCapital',
  'isSynthetic',
  'effectiveOn',
] as const;
