import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CloudEvent, EnterpriseState } from '@gusu/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { Enterprises } from '../fixture/enterprises.js';
import { adminOf, auditor, cityOfficer, sipClerk } from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

type Event = CloudEvent<EnterpriseState>;
interface Changes {
  items: Event[];
  next: string;
}
interface Snapshot {
  items: { keyversion: number; data: EnterpriseState }[];
  changesAfter: string;
  next?: string;
}

let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);

async function ask<Page>(path: string, query: Record<string, string> = {}): Promise<Page> {
  const reply = await registry.get(`/v1/enterprises/${path}?${new URLSearchParams(query)}`, auditor);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.body as Page;
}

/** Everything there is to read until the log stands where the outbox does. */
async function readAll(after?: string, limit = '7'): Promise<{ events: Event[]; next: string }> {
  const events: Event[] = [];
  for (let next = after; ;) {
    const page = await ask<Changes>('changes', { limit, ...(next !== undefined && { after: next }) });
    events.push(...page.items);
    next = page.next;
    if (page.items.length > 0) continue;
    if (await isSequenced()) return { events, next };
    await sleep(10);
  }
}

async function isSequenced(): Promise<boolean> {
  const [row] = await registry.query<{ waiting: bigint }>(
    `select count(*) as waiting from outbox o
     where not exists (select from event_log e where e.event_id = o.event_id)`,
  );
  return row?.waiting === 0n;
}

async function takeSnapshot(limit = '5'): Promise<Snapshot> {
  const items: Snapshot['items'] = [];
  for (let cursor: string | undefined; ;) {
    const page = await ask<Snapshot>('snapshot', { limit, ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.next;
    if (!cursor) return { items, changesAfter: page.changesAfter };
  }
}

beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

describe('the change feed', () => {
  it('gives every event of an enterprise in its order, as it goes out to other services', async () => {
    const code = await enterprises.active();
    await enterprises.move(code, 'change', { name: '苏州新名科技有限公司' });
    await enterprises.move(code, 'cancellation', { reason: '股东会决议解散' });
    const { events } = await readAll();
    const mine = events.filter(({ subject }) => subject === code);
    expect(mine.map(({ type, keyversion }) => [type.split('.').at(-1), keyversion])).toEqual([
      ['registered', 1],
      ['changed', 2],
      ['cancelled', 3],
    ]);
    expect(mine[0]).toMatchObject({
      specversion: '1.0',
      source: '/enterprise-registry',
      dataschema: 'enterprise-registry.enterprise.registered/1',
      traceparent: expect.stringMatching(/^00-/),
      data: { creditCode: code, status: 'active' },
    });
  });

  it('says nothing of drafts', async () => {
    const code = await enterprises.draft();
    const { events } = await readAll();
    expect(events.some(({ subject }) => subject === code)).toBe(false);
    expect((await takeSnapshot()).items.some(({ data }) => data.creditCode === code)).toBe(false);
  });

  it('is the same whatever the size of its pages, and goes on from where it stood', async () => {
    const [small, large] = [await readAll(undefined, '1'), await readAll(undefined, '5000')];
    const ids = ({ events }: { events: Event[] }) => events.map(({ id }) => id);
    expect(new Set(ids(small))).toEqual(new Set(ids(large)));
    expect(ids(small)).toHaveLength(new Set(ids(small)).size);
    const code = await enterprises.active();
    const more = await readAll(large.next);
    expect(more.events.map(({ subject }) => subject)).toEqual([code]);
    expect((await readAll(more.next)).events).toEqual([]);
  });

  it.each([
    ['changes', { after: 'nonsense' }, '/query/after', 'FORMAT'],
    ['changes', { after: Buffer.from('f1:0').toString('base64url') }, '/query/after', 'FORMAT'],
    ['changes', { after: Buffer.from('f1:0;drop').toString('base64url') }, '/query/after', 'FORMAT'],
    ['changes', { after: 'x'.repeat(401) }, '/query/after', 'TOO_LONG'],
    ['changes', { limit: '0' }, '/query/limit', 'TOO_SHORT'],
    ['changes', { limit: '5001' }, '/query/limit', 'TOO_LONG'],
    ['changes', { since: '2021-04-15' }, '/query/since', 'UNKNOWN_FIELD'],
    ['snapshot', { cursor: 'nonsense' }, '/query/cursor', 'FORMAT'],
    ['snapshot', { limit: '1.5' }, '/query/limit', 'TYPE'],
  ])('refuses %s with %j', async (path, query, pointer, code) => {
    const reply = await registry.get(
      `/v1/enterprises/${path}?${new URLSearchParams(query as never)}`,
      auditor,
    );
    expect([reply.status, reply.body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });

  it('tells who stands beyond its end, or before what it keeps, to take a new snapshot', async () => {
    const { next } = await readAll();
    const [, offsets = ''] = Buffer.from(next, 'base64url').toString().split(':');
    const beyond = offsets.split('.').map((offset) => String(BigInt(offset) + 5n));
    const after = Buffer.from(`f1:${beyond.join('.')}`).toString('base64url');
    const reply = await registry.get(`/v1/enterprises/changes?after=${after}`, auditor);
    expect([reply.status, reply.body.code]).toEqual([410, 'feed/cursor-too-old']);
    expect(reply.body.facts).toEqual({ snapshot: '/v1/enterprises/snapshot' });
  });

  it('is for the city and its auditors', async () => {
    for (const path of ['changes', 'snapshot'])
      for (const caller of [sipClerk, adminOf(enterprises.newCode())])
        expect((await registry.get(`/v1/enterprises/${path}`, caller)).body.code).toBe('permission/denied');
    expect((await registry.get('/v1/enterprises/changes', cityOfficer)).status).toBe(200);
  });
});

describe('a snapshot that the feed joins', () => {
  it('misses nothing and repeats nothing of what eight writers do meanwhile', async () => {
    const WRITERS = 8;
    const codes = await Promise.all(Array.from({ length: WRITERS }, () => enterprises.active()));
    let isWriting = true;
    const writers = codes.map(async (code, writer) => {
      for (let n = 0; isWriting; n += 1) {
        if (n % 4 === 3) await enterprises.active({ name: `苏州${writer}号第${n}家新公司` });
        else if (n % 5 === 4)
          // A move that is refused in the middle of it all leaves a gap in no reader's way.
          await registry.post(`/v1/enterprises/${code}/change`, cityOfficer, {});
        else await enterprises.move(code, 'change', { name: `苏州${writer}号第${n}名公司` });
      }
    });
    await sleep(150);
    const snapshot = await takeSnapshot('3');
    await sleep(150);
    isWriting = false;
    await Promise.all(writers);
    const { events } = await readAll(snapshot.changesAfter);

    // Exactly what the description of the feed tells a reader to do.
    const copy = new Map(
      snapshot.items.map(({ keyversion, data }) => [data.creditCode, { keyversion, data }]),
    );
    expect(copy.size).toBe(snapshot.items.length);
    let applied = 0;
    for (const { subject, keyversion, data } of events) {
      const known = copy.get(subject)?.keyversion ?? 0;
      if (keyversion <= known) continue;
      expect([subject, keyversion]).toEqual([subject, known + 1]);
      copy.set(subject, { keyversion, data });
      applied += 1;
    }
    expect(applied).toBeGreaterThan(0);
    const after = await takeSnapshot('5000');
    const names = (entries: Iterable<{ keyversion: number; data: { creditCode: string; name: string } }>) =>
      [...entries].map(({ keyversion, data }) => [data.creditCode, keyversion, data.name]).sort();
    expect(names(copy.values())).toEqual(names(after.items));
  });

  it('names the same place in the feed on every page', async () => {
    const first = await ask<Snapshot>('snapshot', { limit: '2' });
    await enterprises.active();
    const second = await ask<Snapshot>('snapshot', { limit: '2', cursor: first.next ?? '' });
    expect(second.changesAfter).toBe(first.changesAfter);
    const end = await ask<Snapshot>('snapshot', { limit: '5000' });
    expect(end.next).toBeUndefined();
  });
});
