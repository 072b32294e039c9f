import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  creditCodeSchema,
  daySchema,
  defineEvent,
  districtCodeSchema,
  fenSchema,
  readingDefect,
} from './event-type.js';
import { EVENTS, findEventType, TOPICS } from './events.js';
import { EnterpriseRegistered } from './events/enterprise.js';
import { FilingFiled } from './events/loan.js';

const NAME = '[a-z]+(?:-[a-z]+)*';
// Facts are past participles; English forms those that do not end in -ed in its own way.
const FACT = new RegExp(`^(${NAME}\\.${NAME})\\.(?:${NAME}ed|moved-out|paid|sent|drawn|left|expiring)$`);

describe.each(EVENTS.map((event) => [`${event.type} v${event.version}`, event] as const))(
  '%s',
  (_name, event) => {
    it('has an example that its schema accepts and hands on unchanged', () => {
      expect(event.schema.parse(event.example)).toEqual(event.example);
      expect(readingDefect(event, JSON.parse(JSON.stringify(event.example)))).toBeUndefined();
    });

    it('is named service, noun and fact, and its topic is service and noun', () => {
      expect(FACT.exec(event.type)?.[1]).toBe(event.topic);
      expect(TOPICS).toContain(event.topic);
      expect(Number.isInteger(event.version) && event.version >= 1).toBe(true);
    });

    it('says in both languages what happened', () => {
      expect(event.summary.zh).toMatch(/^[\p{Script=Han}]+$/u);
      expect(event.summary.en).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
    });

    it('refuses a field that nobody defined when it is written, and lets it pass when it is read', () => {
      const grown = { ...(event.example as object), addedLater: 1 };
      expect(event.schema.safeParse(grown).success).toBe(false);
      expect(readingDefect(event, grown)).toBeUndefined();
    });

    it('refuses to lack any required field', () => {
      const example = event.example as Record<string, unknown>;
      const isOptional = (field: string) =>
        event.schema.safeParse({ ...example, [field]: undefined }).success;
      for (const field of Object.keys(example).filter((name) => !isOptional(name)))
        expect(readingDefect(event, { ...example, [field]: undefined })).toContain(`/${field}`);
    });

    it('carries nothing that names or locates a person', () => {
      expect(JSON.stringify(event.example)).not.toMatch(/legalRep|idCard|phone|email|birth|person/i);
    });

    it('is found again by its type and version', () => {
      expect(findEventType(event.type, event.version)).toBe(event);
      expect(findEventType(event.type, 99)).toBeUndefined();
    });
  },
);

describe('announcing', () => {
  it('carries type, version, topic, key, data and the instant in UTC', () => {
    const event = FilingFiled.of('C1:1', FilingFiled.example, new Date('2021-06-01T09:00:00+08:00'));
    expect(event).toEqual({
      type: 'loan-compensation.filing.filed',
      version: 1,
      topic: 'loan-compensation.filing',
      key: 'C1:1',
      data: FilingFiled.example,
      occurredAt: '2021-06-01T01:00:00.000Z',
    });
  });

  it('knows each type and version once', () => {
    const names = EVENTS.map(({ type, version }) => `${type}/${version}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(10);
  });

  it('keeps versions of one type beside each other under one topic', () => {
    const schema = z.strictObject({ creditCode: creditCodeSchema });
    const definition = {
      schema,
      example: { creditCode: '91320594TE5T00016Q' },
      summary: { zh: '甲', en: 'A' },
    };
    const [v1, v2] = [1, 2].map((version) => defineEvent({ ...definition, type: 'a.b.changed', version }));
    expect([v1?.topic, v2?.topic]).toEqual(['a.b', 'a.b']);
  });
});

describe('the values on the wire', () => {
  it.each([
    ['fen', fenSchema, [0, 1, Number.MAX_SAFE_INTEGER], [-1, 0.5, '1', 2 ** 53, Number.NaN, null]],
    [
      'a day',
      daySchema,
      ['2020-02-29', '2021-04-15'],
      ['2021-02-29', '0000-00-00', '20210431', '9999-12-31', '2021-4-1'],
    ],
    [
      'a credit code',
      creditCodeSchema,
      ['91320594TE5T00016Q'],
      ['91320594te5t00016q', '9132O594TE5T00016Q', ''],
    ],
    ['a district', districtCodeSchema, ['320571', '320500'], ['310115', '32057', '3205711', 320571]],
  ])('%s', (_name, schema: z.ZodType, good, bad) => {
    expect(good.filter((value) => !schema.safeParse(value).success)).toEqual([]);
    expect(bad.filter((value) => schema.safeParse(value).success)).toEqual([]);
  });

  it('takes every amount up to 2^53−1 and none that JSON would round', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (fen) => expect(fenSchema.parse(fen)).toBe(fen)));
    fc.assert(
      fc.property(fc.double({ min: 2 ** 53, noNaN: true }), (fen) =>
        expect(fenSchema.safeParse(fen).success).toBe(false),
      ),
    );
  });
});

describe('reading an event of a newer writer', () => {
  it('still refuses what is wrong beside what is unknown', () => {
    const data = { ...EnterpriseRegistered.example, addedLater: 1, districtCode: 'nowhere' };
    expect(readingDefect(EnterpriseRegistered, data)).toContain('/districtCode');
    expect(readingDefect(EnterpriseRegistered, null)).toBeDefined();
  });

  it('passes over unknown fields at any depth', () => {
    const registeredCapital = { amount: '1', currency: 'CNY', paidIn: '1' };
    expect(
      readingDefect(EnterpriseRegistered, { ...EnterpriseRegistered.example, registeredCapital }),
    ).toBeUndefined();
  });
});
