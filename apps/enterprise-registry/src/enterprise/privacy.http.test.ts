import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ActiveEnterprise, activeEnterprise } from '../fixture/active-enterprise.js';
import { bank, kunshanClerk, type Person, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { REJECTION, YEAR, YearDesk } from '../fixture/year-desk.js';

const now = new Date('2026-04-02T02:00:00Z');
let registry: TestRegistry;
let ours: ActiveEnterprise;
let theirs: ActiveEnterprise;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
  ours = await activeEnterprise(registry, 951);
  theirs = await activeEnterprise(registry, 952);
  await new YearDesk(registry).verified(ours);
  await registry.post(ours.at('/credit-events'), sipClerk, creditOf('无'));
}, 60_000);
afterAll(() => registry.stop());

// cultivation-talent.md §17.17: an 18-digit identity number, a telephone number, a birth date. Digits among letters are those of a trace,
// a hash or a credit code.
const IDENTITY = /(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/;
const PHONE = /(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/;
const BIRTH = /(?:出生|born|birth)\D{0,6}(?:19|20)\d{2}/i;
const PERSONAL = [IDENTITY, PHONE, BIRTH];

const creditOf = (text: string) => ({
  type: 'TAX_EVASION',
  occurredOn: '2025-07-08',
  source: 'TAX',
  documentNo: '1号',
  note: text,
});
const institution = (text: string) => ({
  kind: 'rdInstitution',
  facts: { name: text, level: 'CITY', recognisedOn: '2024-01-01' },
});
const standard = (text: string) => ({
  kind: 'standard',
  facts: { number: text, level: 'NATIONAL', role: 'LEAD', publishedOn: '2024-01-01' },
});
const right = (changes: object) => ({
  class: 'II_SOFTWARE',
  number: '2024SR0000001',
  name: '软件',
  grantedOn: '2024-01-01',
  acquiredBy: 'SELF',
  ...changes,
});
const UUID = '0197a1c2-7c1e-7a44-9d0b-6a4c5d6e7f80';
const reject = (detail: string) => ({ decision: 'reject', reasons: [{ code: 'X', detail }] });

/** Every place of the fact slices where somebody writes freely. */
const PLACES: [string, 'post' | 'put', string, 'admin' | 'officer', (text: string) => object][] = [
  [
    'a report number',
    'put',
    '/annual-facts/2024',
    'admin',
    (auditReportNo) => ({ ...YEAR, figures: { auditReportNo } }),
  ],
  ['a correction', 'post', '/annual-facts/2025/correction', 'admin', (reason) => ({ ...YEAR, reason })],
  ['a rejection', 'post', '/annual-facts/2025/verification', 'officer', reject],
  ['a number of a right', 'post', '/intellectual-property', 'admin', (number) => right({ number })],
  ['a name of a right', 'post', '/intellectual-property', 'admin', (name) => right({ name })],
  [
    'a high value',
    'post',
    '/intellectual-property',
    'admin',
    (highValueReason) => right({ highValueReason }),
  ],
  [
    'a lapse',
    'post',
    `/intellectual-property/${UUID}/lapse`,
    'admin',
    (reason) => ({ lapsedOn: '2026-01-01', reason }),
  ],
  ['an institution', 'post', '/dossier-items', 'admin', institution],
  ['a standard', 'post', '/dossier-items', 'admin', standard],
  ['a rejected item', 'post', `/dossier-items/${UUID}/verification`, 'officer', reject],
  ['a credit note', 'post', '/credit-events', 'officer', creditOf],
  [
    'a document number',
    'post',
    '/credit-events',
    'officer',
    (documentNo) => ({ ...creditOf('无'), documentNo }),
  ],
  [
    'a removal',
    'post',
    `/credit-events/${UUID}/removal`,
    'officer',
    (reason) => ({ removedOn: '2026-01-01', reason }),
  ],
  ['a rejected profile', 'post', '/profile/verification', 'officer', reject],
];

const planted = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 110_000, max: 659_999 }),
      fc.date({ min: new Date('1930-01-01'), max: new Date('2010-12-31'), noInvalidDate: true }),
      fc.nat({ max: 9_999 }),
    )
    .map(([region, born, tail]) => {
      const day = born.toISOString().slice(0, 10).replaceAll('-', '');
      return `${region}${day}${String(tail).padStart(4, '0')}`;
    }),
  fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String),
  fc
    .date({ min: new Date('1930-01-01'), max: new Date('2010-12-31'), noInvalidDate: true })
    .map((born) => `出生日期${born.toISOString().slice(0, 10)}`),
);

describe('a number of a person', () => {
  it.each(PLACES)('is refused in %s', async (_, method, path, who, bodyOf) => {
    const person: Person = who === 'admin' ? ours.admin : sipClerk;
    await fc.assert(
      fc.asyncProperty(planted, async (text) => {
        const body = bodyOf(`经${text}核`);
        const reply = await registry.send(method, ours.at(path), person, { body });
        expect([reply.status, reply.body.errors?.map(({ code }: { code: string }) => code)]).toEqual([
          400,
          ['PERSONAL_NUMBER'],
        ]);
        for (const pattern of PERSONAL) expect(reply.text).not.toMatch(pattern);
      }),
      { numRuns: 6 },
    );
  });

  it('is neither on the bus nor in what outsiders are told', async () => {
    const desk = new YearDesk(registry);
    await desk.save(ours, YEAR, ours.admin, 2023);
    await registry.post(ours.at('/annual-facts/2023/verification'), sipClerk, REJECTION);
    const bus = await registry.query<{ data: string; key: string }>('select key, data from outbox');
    expect(bus.length).toBeGreaterThan(2);
    for (const { key, data } of bus)
      for (const pattern of PERSONAL) expect(`${key} ${data}`).not.toMatch(pattern);
    const reading = [
      '/annual-facts',
      '/intellectual-property',
      '/dossier-items',
      '/credit-events',
      '/fact-sheet',
      '/profile',
    ];
    for (const outsider of [theirs.admin, kunshanClerk, bank])
      for (const path of [...reading, '/evidence', '/annual-facts/2025', '']) {
        const { status, text } = await registry.get(ours.at(path), outsider);
        if (path !== '') expect([403, 404]).toContain(status);
        for (const pattern of PERSONAL) expect(text).not.toMatch(pattern);
      }
  });
});
