import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { walkExamples } from '@gusu/http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { REFUSED_INPUTS } from './fixture/bad-inputs.js';
import { BANK, BORROWER, disbursed, DUE_BILL, filed } from './fixture/bank-events.js';
import { cityOfficer } from './fixture/people.js';
import { BATCH, EVENTS, TestLoans } from './fixture/test-loans.module.js';

interface Described {
  description: string;
  content?: Record<string, { schema: object; examples?: Record<string, unknown> }>;
}
interface Operation {
  'x-summary'?: { zh: string; en: string };
  'x-permission'?: { name: string };
  requestBody?: Described;
  responses: Record<string, Described>;
}

let loans: TestLoans;
let document: OpenAPIObject;
let operations: [string, Operation][];
beforeAll(async () => {
  loans = await TestLoans.start();
  document = (await loans.get('/openapi.json', cityOfficer)).body as OpenAPIObject;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(
      ([method, operation]) => [`${method} ${path}`, operation] as [string, Operation],
    ),
  );
}, 60_000);
afterAll(() => loans.stop());

const operation = (name: string) => operations.find(([known]) => known === name)?.[1];
const codesOf = (name: string) =>
  Object.values(operation(name)?.responses ?? {}).flatMap(({ content }) =>
    Object.keys(content?.['application/problem+json']?.examples ?? {}),
  );

describe('the document of the loan service', () => {
  it('says of every operation what it does, in Chinese and in English, and what it answers', () => {
    expect(operations.length).toBeGreaterThanOrEqual(18);
    const lacking = operations.filter(([, { 'x-summary': words, responses }]) => {
      const isSaid = /\p{Script=Han}/u.test(words?.zh ?? '') && /^[A-Z][a-z]/.test(words?.en ?? '');
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      // What is no JSON says so by its media type, with a schema all the same.
      const isDescribed = ([, { content }]: (typeof good)[number]) =>
        Object.values(content ?? {}).some(({ schema }) => schema !== undefined);
      return !isSaid || good.length === 0 || !good.every(isDescribed);
    });
    expect(lacking.map(([name]) => name)).toEqual([]);
  });

  it('has examples that its own schemas accept', async () => {
    const { examples, wrong } = await walkExamples(document);
    expect(wrong).toEqual([]);
    expect(examples).toBeGreaterThan(100);
  });

  it('describes the signed bodies, with an example of each type of event', () => {
    const single = operation(`post ${EVENTS}`)?.requestBody?.content?.['application/json'];
    expect(Object.keys(single?.examples ?? {})).toHaveLength(18);
    expect(operation(`post ${BATCH}`)?.requestBody?.content?.['application/json']?.schema).toBeDefined();
  });

  it('lists every code with which a bad input is refused', () => {
    const listed = codesOf(`post ${EVENTS}`);
    const answered = new Set(REFUSED_INPUTS.map(({ code }) => code));
    expect([...answered].filter((code) => !listed.includes(code))).toEqual([]);
    for (const code of ['EVENT_ID_REUSED', 'ALREADY_REVERSED', 'ALREADY_COVERED', 'signature/missing'])
      expect(listed).toContain(code);
    expect(codesOf(`post ${BATCH}`)).toContain('SIGNATURE_INVALID');
  });
});

describe('what the loan service really answers', () => {
  it('is as described', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document as object, 'document');
    const expectDescribed = (name: string, { status, body }: { status: number; body: unknown }) => {
      const [method, path = ''] = name.split(' ');
      const part = path.replaceAll('~', '~0').replaceAll('/', '~1');
      const at = `/paths/${encodeURIComponent(part)}/${method}/responses/${status}/content/application~1json/schema`;
      const validate = ajv.compile({ $ref: `document#${at}` });
      validate(body);
      expect([name, validate.errors]).toEqual([name, null]);
    };
    const single = await loans.message(filed());
    expectDescribed(`post ${EVENTS}`, single);
    expectDescribed(`post ${EVENTS}`, await loans.message(filed()));
    const wrong = { ...disbursed(), data: {} };
    expectDescribed(`post ${BATCH}`, await loans.message({ events: [disbursed(), wrong] }, { path: BATCH }));
    const get = async (path: string, described = path) =>
      expectDescribed(`get ${described}`, await loans.get(path, cityOfficer));
    await get(`/v1/loans/${BANK}/${DUE_BILL}`, '/v1/loans/{bankCode}/{dueBillNo}');
    await get(`/v1/enterprises/${BORROWER}/exposure`, '/v1/enterprises/{creditCode}/exposure');
    const { eventId } = single.body as { eventId: string };
    await get(`${EVENTS}/${eventId}?bankCode=${BANK}`, `${EVENTS}/{eventId}`);
    await get('/v1/partner-banks');
    await get(`/v1/partner-banks/${BANK}/keys`, '/v1/partner-banks/{bankCode}/keys');
    await get('/v1/enterprise-copies');
    await get('/v1/enterprise-copies/summary');
    await get(`/v1/enterprise-copies/${BORROWER}`, '/v1/enterprise-copies/{creditCode}');
    await get('/v1/dead-letters');
    const key = await loans.post(`/v1/partner-banks/${BANK}/keys`, cityOfficer, { algorithm: 'v1' });
    expectDescribed('post /v1/partner-banks/{bankCode}/keys', key);
  });
});
