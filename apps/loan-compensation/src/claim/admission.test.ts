import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import fc from 'fast-check';
import { admissionWith, cashier, claimAt, finance, quoteWith } from '../fixture/claims.js';
import { MANY, must, SEED, termsWith } from '../fixture/loan-terms.js';
import { obstaclesTo, requireAdmissible, triggerDayOf } from './admission.rules.js';
import { approveClaim, orderPayment } from './approval.rules.js';
import { measureLoss } from './loss.rules.js';

const day = parseLocalDate;
const terms = termsWith();
const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('admitting a claim (funding.md §13)', () => {
  it('has nothing against a loan overdue for more than sixty days whose suit was accepted', () => {
    expect(obstaclesTo(admissionWith(), terms)).toEqual([]);
  });

  it.each([
    ['FILING_MISSING', { filing: undefined }],
    ['FILING_REVOKED', { filing: 'revoked' }],
    ['FILING_LAPSED', { filing: 'lapsed' }],
    ['CLAIM_TOO_EARLY', { overdueSince: undefined }],
    ['LITIGATION_MISSING', { documents: [{ kind: 'COMPLAINT' }] }],
    ['CLAIM_DEADLINE', { submittedOn: day('2022-03-01') }],
    ['DATA_HOLD', { isDataHeld: true }],
    ['FINAL_EXISTS', { hasFinal: true }],
    ['INTERIM_EXISTS', { kind: 'INTERIM', hasInterim: true }],
    ['CLAIM_OPEN', { hasOpenClaim: true }],
    ['NOTHING_TO_SUPPLEMENT', { kind: 'SUPPLEMENTARY' }],
    ['BANK_EXITED', { isBankExited: true }],
    ['FUSE_STOP_COMP', { fuses: ['STOP_COMPENSATION'] }],
    ['CERTIFIED_DIFF', { certifiedPrincipalFen: 376_543_210n }],
  ] as const)('is stopped by %s alone', (obstacle, changes) => {
    expect(obstaclesTo(admissionWith(changes), terms)).toEqual([obstacle]);
  });

  it.each([
    ['2021-08-29', ['CLAIM_TOO_EARLY']],
    ['2021-08-30', []],
  ])('begins on the 61st day: %s', (on, obstacles) => {
    expect(obstaclesTo(admissionWith({ on: day(on) }), terms)).toEqual(obstacles);
    expect(triggerDayOf(day('2021-06-30'), terms)).toBe('2021-08-30');
  });

  it.each([
    ['2022-02-28', []],
    ['2022-03-01', ['CLAIM_DEADLINE']],
  ])('is submitted within six months of that day: %s', (submittedOn, obstacles) => {
    expect(obstaclesTo(admissionWith({ submittedOn: day(submittedOn) }), terms)).toEqual(obstacles);
  });

  it('takes a difference that is explained, and no suit where the policy asks for none', () => {
    const differs = { certifiedPrincipalFen: 1n, differenceReason: '利息计入本金' };
    expect(obstaclesTo(admissionWith(differs), terms)).toEqual([]);
    const since = { certifiedPrincipalFen: 400_000_000n, isUnderReview: true };
    expect(obstaclesTo(admissionWith(since), terms)).toEqual([]);
    const lenient = termsWith({ isLitigationRequired: false });
    expect(obstaclesTo(admissionWith({ documents: [] }), lenient)).toEqual([]);
  });

  it('tells everything at once', () => {
    const facts = admissionWith({ filing: 'revoked', documents: [], isDataHeld: true, hasFinal: true });
    expect(() => requireAdmissible(facts, terms)).toThrow(
      expect.objectContaining({
        code: 'claim/not-admissible',
        facts: { obstacles: 'FILING_REVOKED LITIGATION_MISSING DATA_HOLD FINAL_EXISTS' },
        defects: expect.arrayContaining([{ pointer: '', code: 'FINAL_EXISTS', detail: expect.any(String) }]),
      }),
    );
  });
});

describe('approving and ordering', () => {
  const now = new Date('2021-09-27T02:00:00Z');
  const approve = (changes: object = {}) =>
    approveClaim(
      claimAt('financeApproval'),
      { admission: admissionWith(), quote: quoteWith(), ...changes },
      { actor: finance, now },
      terms,
    );
  const order = (changes: object = {}) =>
    orderPayment(
      claimAt('approved'),
      { admission: admissionWith(), quote: quoteWith(), ...changes },
      { actor: cashier, now },
      terms,
    );

  it('keeps the quote of the day, and freezes it with the order', () => {
    expect(approve()).toMatchObject({ status: 'approved', quote: { payableFen: 263_580_247n } });
    expect(order()).toMatchObject({ status: 'payOrdered', cutoffOn: '2021-09-27' });
  });

  it.each([
    ['approving', approve],
    ['ordering', order],
  ])('looks at everything again when %s', (_, act) => {
    const held = { admission: admissionWith({ isDataHeld: true }) };
    expect(() => act(held)).toThrow(code('claim/not-admissible'));
    const exhausted = quoteWith({ caps: { ...quoteFacts, poolCashFen: 0n } });
    expect(() => act({ quote: exhausted })).toThrow(code('claim/nothing-payable'));
    const deferring = termsWith({ poolOnExceed: 'DEFER_WHOLE' });
    const deferred = quoteWith({ caps: { ...quoteFacts, poolCashFen: 1n } }, deferring);
    expect(() => act({ quote: deferred })).toThrow(code('claim/deferred'));
  });

  const quoteFacts = {
    otherPolicyPaidFen: 0n,
    bankYear: { enrolledFen: 10n ** 13n, lossClaimedFen: 0n },
    poolAnnualRoomFen: null,
  };
});

const fen = (most: bigint) => fc.bigInt({ min: 0n, max: most });

describe('a quote', () => {
  it('is the plain split of AT-02, with the bank bearing the rest', () => {
    expect(quoteWith()).toMatchObject({
      payableFen: 263_580_247n,
      bankFen: 112_962_964n,
      layers: [
        { level: 'CITY', amountFen: 131_790_123n },
        { level: 'DISTRICT', amountFen: 131_790_124n },
      ],
    });
  });

  it('never brings more than was approved', () => {
    expect(quoteWith({ mostFen: 100n })).toMatchObject({ payableFen: 100n, shortfallFen: 263_580_147n });
  });

  it.each([
    [80_000_000n, 207_580_247n, 75_790_124n],
    [250_000_000n, 88_580_247n, -43_209_876n],
    [376_543_211n, 0n, -131_790_123n],
  ])('of a final claim after %s was netted (AT-16)', (nettedFen, entitledFen, payableFen) => {
    const interimTerms = termsWith({ interimBps: 5_000 });
    expect(quoteWith({ kind: 'INTERIM' }, interimTerms).payableFen).toBe(131_790_123n);
    const interim = { lossFen: 376_543_211n, nettedFen };
    expect(quoteWith({ interim, paidBeforeFen: 131_790_123n }, interimTerms)).toMatchObject({
      entitledFen,
      payableFen,
    });
  });

  it(`is the loss to the fen, whoever bears it (I-01, I-07) [seed ${SEED}]`, () => {
    const anything = fc.record({
      system: fen(10n ** 10n),
      certified: fen(10n ** 10n),
      disbursed: fen(10n ** 10n),
      filed: fen(10n ** 10n),
      bps: fc.integer({ min: 0, max: 9_000 }),
      cash: fen(10n ** 10n),
    });
    fc.assert(
      fc.property(anything, ({ system, certified, disbursed, filed, bps, cash }) => {
        const loss = {
          systemPrincipalFen: system < disbursed ? system : disbursed,
          certifiedPrincipalFen: certified,
          disbursedFen: disbursed,
          filedFen: filed,
          ratePpm: 0,
          interestDays: 0,
          isFilingInForce: true,
        };
        const caps = {
          otherPolicyPaidFen: 0n,
          bankYear: { enrolledFen: 10n ** 15n, lossClaimedFen: 0n },
          poolAnnualRoomFen: null,
          poolCashFen: cash,
        };
        const quote = quoteWith({ loss, caps, poolBps: bps });
        const layers = quote.layers.reduce((sum, { amountFen }) => sum + amountFen, 0n);
        must(layers === quote.payableFen);
        must(quote.payableFen + quote.bankFen === quote.outstandingFen && quote.bankFen >= 0n);
        must(quote.payableFen <= (measureLoss(loss, terms).lossFen * BigInt(bps)) / 10_000n);
        must(quote.payableFen + quote.shortfallFen === quote.entitledFen && quote.payableFen <= cash);
      }),
      MANY,
    );
  });
});
