import { describe, expect, it } from '@jest/globals';
import { parseLocalDate } from '@gusu/values';
import { QUOTE_STATUSES } from './lpr-quote.js';
import { decideQuote, enterQuote } from './lpr-quote.rules.js';

const now = new Date('2023-08-21T02:00:00Z');
const entered = (publishedOn = '2023-08-21') =>
  enterQuote(
    {
      quoteId: 'q',
      publishedOn: parseLocalDate(publishedOn),
      ratePpm: 34_500,
      sourceUrl: 'https://example.cn',
    },
    { actorId: 'one', now },
  );
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const decisions = ['confirm', 'reject'] as const;

describe('a quote of the LPR', () => {
  it('is entered on the day of its publication at the earliest', () => {
    expect(entered()).toMatchObject({ status: 'entered', enteredBy: 'one', decidedBy: null });
    expect(() => entered('2023-08-22')).toThrow(code('lpr-quote/in-future'));
  });

  it.each(decisions)('is not for the one who entered it to %s', (decision) => {
    expect(() => decideQuote(entered(), decision, { actorId: 'one', now })).toThrow(
      code('lpr-quote/four-eyes'),
    );
  });

  it.each(decisions.flatMap((decision) => QUOTE_STATUSES.map((status) => [decision, status] as const)))(
    'meets the decision %s once only: %s',
    (decision, status) => {
      const decide = () => decideQuote({ ...entered(), status }, decision, { actorId: 'two', now });
      if (status === 'entered')
        expect(decide()).toMatchObject({
          status: decision === 'confirm' ? 'confirmed' : 'rejected',
          decidedBy: 'two',
        });
      else expect(decide).toThrow(code('lpr-quote/move-not-legal'));
    },
  );
});
