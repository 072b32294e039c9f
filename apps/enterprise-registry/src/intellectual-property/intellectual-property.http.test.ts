import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@gusu/database';
import { type ActiveEnterprise, activeEnterprise } from '../fixture/active-enterprise.js';
import {
  auditor,
  bank,
  cityOfficer,
  kunshanClerk,
  type Person,
  sipClerk,
  sipLead,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { IntellectualPropertyRepository } from './intellectual-property.repository.js';

const now = new Date('2026-04-02T02:00:00Z');
let registry: TestRegistry;
let ours: ActiveEnterprise;
let theirs: ActiveEnterprise;
let next = 0;

beforeAll(async () => {
  registry = await TestRegistry.start({ now: () => now });
  ours = await activeEnterprise(registry, 401);
  theirs = await activeEnterprise(registry, 402);
}, 60_000);
afterAll(() => registry.stop());

const number = () => `ZL20201${String((next += 1)).padStart(7, '0')}`;
const right = (changes: object = {}) => ({
  class: 'I_INVENTION',
  number: number(),
  name: '一种图像识别方法',
  grantedOn: '2022-05-17',
  acquiredBy: 'SELF',
  ...changes,
});
const declare = (
  of: ActiveEnterprise,
  body: object,
  person = of.admin,
  headers: Record<string, string> = {},
) => registry.send('post', of.at('/intellectual-property'), person, { body, headers });
const act = (of: ActiveEnterprise, propertyId: string, path: string, person: Person, body?: object) =>
  registry.send('post', of.at(`/intellectual-property/${propertyId}/${path}`), person, { body });
const verify = (of: ActiveEnterprise, propertyId: string, person: Person = sipClerk) =>
  act(of, propertyId, 'verification', person, { decision: 'verify' });
const entries = (propertyId: string) =>
  registry.query(`select 1 from audit_entry where entry::jsonb ->> 'objectId' = $1`, [propertyId]);

describe('declaring a right', () => {
  it('waits for an officer of the district, who verifies it; each step is audited once', async () => {
    const declared = await declare(
      ours,
      right({ highValueReason: '维持十年以上', isInUse: true }),
      ours.staff,
    );
    expect([declared.status, declared.body]).toEqual([
      201,
      expect.objectContaining({
        status: 'submitted',
        highValueReason: '维持十年以上',
        usedInApplications: [],
        moves: ['verify', 'reject', 'withdraw'],
      }),
    ]);
    const { propertyId } = declared.body;
    for (const [person, code] of [
      [ours.admin, 'permission/denied'],
      [auditor, 'permission/denied'],
      [kunshanClerk, 'enterprise/not-found'],
    ] as const)
      expect((await verify(ours, propertyId, person)).body.code).toBe(code);
    expect((await verify(theirs, propertyId)).body.code).toBe('declaration/not-found');
    expect((await verify(ours, propertyId)).body).toMatchObject({
      status: 'verified',
      decidedBy: sipClerk.sub,
    });
    expect(await entries(propertyId)).toHaveLength(2);
  });

  it('names every defect at once, refuses numbers of persons, and keeps one answer per key', async () => {
    const reply = await declare(
      ours,
      right({
        class: 'PATENT',
        name: '张某13812345678\u200b',
        grantedOn: '2022-02-30',
        acquiredBy: 'STOLEN',
      }),
    );
    const found = reply.body.errors.map(
      ({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`,
    );
    expect(found).toEqual([
      '/class NOT_ALLOWED',
      '/name CONTROL_CHARACTER',
      '/name PERSONAL_NUMBER',
      '/grantedOn DATE_FORMAT',
      '/acquiredBy NOT_ALLOWED',
    ]);
    const future = await declare(ours, right({ grantedOn: '2026-04-03' }));
    expect(future.body.errors).toEqual([expect.objectContaining({ code: 'DATE_IN_FUTURE' })]);
    const headers = { 'idempotency-key': 'right-once' };
    const body = right();
    const [first, again] = [
      await declare(ours, body, ours.admin, headers),
      await declare(ours, body, ours.admin, headers),
    ];
    expect([first.status, again.text]).toEqual([201, first.text]);
  });

  it('is unique over all enterprises, however the number is written, without a word about who holds it', async () => {
    const body = right();
    await declare(ours, body);
    const spelled = { ...body, number: body.number.replace('ZL', 'zl ').replace(/(\d)$/, '.$1') };
    const taken = await declare(theirs, spelled);
    expect([taken.status, taken.body.code]).toEqual([409, 'intellectual-property/number-taken']);
    expect(taken.text).not.toContain(ours.creditCode);
    expect((await declare(ours, spelled)).body.code).toBe('intellectual-property/already-declared');
    expect((await declare(theirs, { ...spelled, class: 'II_UTILITY' })).status).toBe(201);
  });

  it('goes to one of two enterprises that declare it at the same time', async () => {
    const body = right();
    const replies = await Promise.all([declare(ours, body), declare(theirs, body)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is free for another enterprise once it is withdrawn or rejected', async () => {
    const body = right();
    const { propertyId } = (await declare(ours, body)).body;
    expect((await act(ours, propertyId, 'withdrawal', ours.admin)).body.status).toBe('withdrawn');
    const second = await declare(theirs, body);
    const reasons = [{ code: 'NOT_THEIRS', detail: '证书所有人不符' }];
    await act(theirs, second.body.propertyId, 'verification', sipClerk, { decision: 'reject', reasons });
    expect((await declare(ours, body)).status).toBe(201);
  });
});

describe('deciding about a right', () => {
  it('happens once when officers decide at the same time', async () => {
    const { propertyId } = (await declare(ours, right())).body;
    const replies = await Promise.all([
      verify(ours, propertyId),
      verify(ours, propertyId, sipLead),
      act(ours, propertyId, 'withdrawal', ours.admin),
    ]);
    const done = replies.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThanOrEqual(1);
    expect((await entries(propertyId)).length).toBe(done.length + 1);
  });

  it('records that a right is no longer valid, once and not before its grant', async () => {
    const { propertyId } = (await declare(ours, right())).body;
    const lapse = (person: Person, lapsedOn: string, reason = '未缴年费') =>
      act(ours, propertyId, 'lapse', person, { lapsedOn, reason });
    expect((await lapse(ours.admin, '2022-05-16')).body.errors[0].code).toBe('DATE_BEFORE_GRANT');
    expect((await lapse(ours.admin, '2026-04-03')).body.errors[0].code).toBe('DATE_IN_FUTURE');
    expect((await lapse(theirs.admin, '2026-03-01')).body.code).toBe('enterprise/not-found');
    expect((await lapse(sipClerk, '2026-03-01')).body).toMatchObject({ lapsedOn: '2026-03-01' });
    expect((await lapse(ours.admin, '2026-03-02')).body.code).toBe('intellectual-property/not-in-force');
  });
});

describe('a right that was counted in an application', () => {
  it('is counted once ever for a programme, also after it was withdrawn and declared by somebody else', async () => {
    const body = right({ class: 'II_SOFTWARE', number: `2021SR${String((next += 1)).padStart(7, '0')}` });
    const { propertyId } = (await declare(ours, body)).body;
    const properties = registry.app.get(IntellectualPropertyRepository, { strict: false });
    const use = (of: ActiveEnterprise, id: string, year: number) =>
      registry.app
        .get(Database)
        .transaction((tx) =>
          properties.recordUse(tx, of.creditCode, [id], { programme: 'highTechEnterprise', year }),
        );
    expect(await use(theirs, propertyId, 2023)).toBe(0);
    expect(await use(ours, propertyId, 2023)).toBe(1);
    expect(await use(ours, propertyId, 2026)).toBe(0);
    await act(ours, propertyId, 'withdrawal', ours.admin);
    const again = await declare(theirs, body);
    expect(again.body.usedInApplications).toEqual([{ programme: 'highTechEnterprise', year: 2023 }]);
    expect(await use(theirs, again.body.propertyId, 2026)).toBe(0);
  });
});

describe('reading rights', () => {
  it('is for insiders, and the waiting ones are listed by district', async () => {
    const { propertyId } = (await declare(ours, right())).body;
    for (const [person, status] of [
      [ours.staff, 200],
      [auditor, 200],
      [theirs.admin, 404],
      [kunshanClerk, 404],
      [bank, 403],
    ] as const)
      expect([person.sub, (await registry.get(ours.at('/intellectual-property'), person)).status]).toEqual([
        person.sub,
        status,
      ]);
    const waiting = async (person: Person, query = '') => {
      const { body } = await registry.get(`/v1/intellectual-property?limit=500${query}`, person);
      return body.items.map((item: { propertyId: string }) => item.propertyId) as string[];
    };
    expect(await waiting(sipClerk)).toContain(propertyId);
    expect(await waiting(cityOfficer, '&district=320571')).toContain(propertyId);
    expect(await waiting(cityOfficer, '&district=320583')).toEqual([]);
    expect(await waiting(kunshanClerk)).toEqual([]);
    expect(await waiting(theirs.admin)).not.toContain(propertyId);
  });
});
