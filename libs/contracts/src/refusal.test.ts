import { describe, expect, it } from '@jest/globals';
import { DEFECTS } from './defects.js';
import { Refusal, refusalTitle, defectDetail, refuse } from './refusal.js';
import { REFUSALS, type RefusalCode } from './refusals.js';
import { BANK_EXCEPTIONS, BANK_REFUSALS } from './refusals-bank.js';

const HAN = /\p{Script=Han}/u;
const NOUN_REASON = /^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/;
const UPPER = /^[A-Z]+(_[A-Z]+)*$/;
const STATUSES = [400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 422, 429, 431, 500, 503];

describe.each(Object.entries(REFUSALS))('the refusal %s', (code, { status, zh, en }) => {
  it('has its form, its status and its words in both languages', () => {
    expect(code).toMatch(code in BANK_REFUSALS ? UPPER : NOUN_REASON);
    expect(STATUSES).toContain(status);
    expect(zh).toMatch(HAN);
    expect(en).toMatch(/^[A-Z]/);
    expect(en).not.toMatch(HAN);
    expect([zh, en].filter((words) => /[。.!！]$/.test(words))).toEqual([]);
  });
});

describe('the catalogue', () => {
  it.each([
    ['request/invalid', 400],
    ['request/too-large', 413],
    ['request/unsupported-media-type', 415],
    ['request/not-found', 404],
    ['request/method', 405],
    ['request/timeout', 408],
    ['authentication/missing', 401],
    ['authentication/invalid', 401],
    ['permission/denied', 403],
    ['rate/exceeded', 429],
    ['idempotency/key-invalid', 400],
    ['idempotency/key-reused', 422],
    ['idempotency/in-flight', 409],
    ['service/unavailable', 503],
    ['service/fault', 500],
    ['dead-letter/not-found', 404],
    ['dead-letter/already-settled', 409],
    ['enterprise/not-found', 404],
    ['enterprise/already-registered', 409],
    ['enterprise/move-not-legal', 409],
    ['enterprise/not-your-district', 403],
    ['enterprise/self-verification', 403],
    ['import/not-found', 404],
    ['AMOUNT_FORMAT', 400],
    ['SIGNATURE_INVALID', 401],
    ['TIMESTAMP_SKEW', 401],
    ['ALREADY_COVERED', 409],
    ['EVENT_ID_REUSED', 422],
    ['ALREADY_REVERSED', 422],
    ['REVERSAL_NOT_REVERSIBLE', 422],
  ] as const)('%s answers %s', (code, status) => {
    expect(refuse(code).status).toBe(status);
  });

  // funding.md §18c, as far as it concerns the events that are taken today; two words for one code would split statistics of banks.
  it.each([
    ['AMOUNT_FORMAT', '金额格式错误'],
    ['AMOUNT_PRECISION', '金额精度超限'],
    ['NEGATIVE_AMOUNT', '金额为负'],
    ['SUM_MISMATCH', '本息合计不符'],
    ['ID_FORMAT', '编号格式错误'],
    ['USCC_INVALID', '统一社会信用代码校验失败'],
    ['ALREADY_COVERED', '已被其他产品覆盖'],
    ['EVENT_ID_REUSED', '流水号重复内容不同'],
    ['ALREADY_REVERSED', '已冲正'],
    ['REVERSAL_NOT_REVERSIBLE', '冲正不可再冲正'],
    ['TIMESTAMP_SKEW', '时间偏差过大'],
    ['SIGNATURE_INVALID', '验签失败'],
  ] as const)('%s is told to banks as %s', (code, words) => {
    expect(refusalTitle(code, 'zh')).toBe(words);
  });

  it('has one meaning per code: what is only remarked on is never a refusal', () => {
    expect(Object.keys(BANK_EXCEPTIONS).filter((code) => code in REFUSALS)).toEqual([]);
    for (const [code, { status, zh, en }] of Object.entries(BANK_EXCEPTIONS)) {
      expect(code).toMatch(UPPER);
      expect([status, HAN.test(zh), HAN.test(en)]).toEqual([202, true, false]);
    }
  });

  it('says the same thing about two codes nowhere', () => {
    const nouns = Object.entries(REFUSALS).filter(([code]) => code.includes('/'));
    const english = nouns.map(([, { en }]) => en);
    expect(english.filter((words, index) => english.indexOf(words) !== index)).toEqual([]);
  });
});

describe.each(Object.entries(DEFECTS))('the defect %s', (code, { zh, en }) => {
  it('has its form and its words in both languages', () => {
    expect(code).toMatch(UPPER);
    expect(zh).toMatch(HAN);
    expect(en).not.toMatch(HAN);
    expect(en.length).toBeGreaterThan(0);
  });
});

describe('refusing', () => {
  it('is an error with a code, a status and chosen facts', () => {
    const refusal = refuse('enterprise/not-found', { creditCode: '91320594TE5T00016Q' });
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({
      name: 'Refusal',
      code: 'enterprise/not-found',
      status: 404,
      facts: { creditCode: '91320594TE5T00016Q' },
      defects: [],
    });
    expect(refusal.message).toContain('enterprise/not-found');
  });

  it('can name several defects at once', () => {
    const defects = [
      { pointer: '/creditCode', code: 'USCC_CHECK' },
      { pointer: '/establishedOn', code: 'DATE_FORMAT' },
    ];
    expect(refuse('request/invalid', {}, defects).defects).toEqual(defects);
  });

  it('speaks Chinese and English', () => {
    const code: RefusalCode = 'enterprise/not-found';
    expect([refusalTitle(code, 'zh'), refusalTitle(code, 'en')]).toEqual([
      '没有这家企业',
      'There is no such enterprise',
    ]);
    expect(defectDetail('USCC_LENGTH', 'zh')).toBe('统一社会信用代码应为18位');
  });
});
