import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BANK, disbursed, filed, repaid } from '../fixture/bank-events.js';
import { bankClerk } from '../fixture/people.js';
import { EVENTS, OTHER_BANK, TestLoans, type Signing } from '../fixture/test-loans.module.js';

let loans: TestLoans;
beforeAll(async () => {
  loans = await TestLoans.start();
}, 60_000);
afterAll(() => loans.stop());

const life = (dueBillNo: string) =>
  [filed(), disbursed(), repaid('2021-06-10', 100, 499_999_900)].map((body) => ({
    ...body,
    dueBillNo,
    eventId: `${dueBillNo}-${body.eventId}`,
  }));

interface Verdict {
  line?: number;
  end?: true;
  status?: string;
  code?: string;
  duplicate?: true;
}
const stream = async (text: string | Buffer, signing: Signing = {}) => {
  const headers = { 'content-type': 'application/x-ndjson', ...signing.headers };
  const answer = await loans
    .message(text, { ...signing, path: `${EVENTS}:stream`, headers })
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => done(null, Buffer.concat(pieces).toString('utf8')));
    });
  return { status: answer.status, text: answer.body as string };
};
const verdictsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict);
const ndjson = (bodies: readonly object[]) => `${bodies.map((body) => JSON.stringify(body)).join('\n')}\n`;
const view = async (bill: string) => (await loans.get(`/v1/loans/${BANK}/${bill}`, bankClerk)).body;

describe('a stream of events', () => {
  it('has a verdict for each line and the sums at its end; a broken line costs the others nothing', async () => {
    const [filing, loan, repayment] = life('lines').map((body) => JSON.stringify(body)) as [
      string,
      string,
      string,
    ];
    const { status, text } = await stream(
      [
        filing,
        '{"bankCode":',
        '',
        loan,
        '\ufeff{}',
        'x'.repeat(70_000),
        JSON.stringify(filed('2021-05-30', 1, { bankCode: OTHER_BANK })),
        `${repayment}\r`,
        filing,
      ].join('\n'),
    );
    expect(status).toBe(200);
    expect(
      verdictsOf(text).map(({ line, end, status: now, code, duplicate }) => [
        line ?? end,
        duplicate ? 'again' : (code ?? now),
      ]),
    ).toEqual([
      [1, 'APPLIED'],
      [2, 'EVENT_SCHEMA'],
      [4, 'APPLIED'],
      [5, 'EVENT_SCHEMA'],
      [6, 'EVENT_SCHEMA'],
      [7, 'SIGNATURE_INVALID'],
      [8, 'APPLIED'],
      [9, 'again'],
      [true, undefined],
    ]);
    expect(verdictsOf(text).at(-1)).toEqual({
      end: true,
      lines: 8,
      applied: 3,
      parked: 0,
      rejected: 4,
      duplicates: 1,
    });
    expect((await view('lines')).principalFen).toBe(499_999_900);
  });

  it('sent again, whole or in part, applies only what is new (F17)', async () => {
    const bills = Array.from({ length: 900 }, (_, n) => `day-${n}`);
    const day = bills.flatMap(life);
    const half = verdictsOf((await stream(ndjson(day.slice(0, 1_300)))).text).at(-1);
    expect(half).toEqual({ end: true, lines: 1_300, applied: 1_300, parked: 0, rejected: 0, duplicates: 0 });
    const whole = verdictsOf((await stream(ndjson(day))).text).at(-1);
    expect(whole).toEqual({
      end: true,
      lines: 2_700,
      applied: 1_400,
      parked: 0,
      rejected: 0,
      duplicates: 1_300,
    });
    const before = await loans.written();
    const again = verdictsOf((await stream(ndjson(day))).text);
    expect(again.at(-1)).toMatchObject({ duplicates: 2_700 });
    expect(again.slice(0, -1).map(({ line }) => line)).toEqual(day.map((_, n) => n + 1));
    expect(await loans.written()).toEqual(before);
  }, 60_000);

  it.each([
    ['one byte is another', ndjson(life('tampered')).replace('500000000', '500000001')],
    ['the last line is missing', ndjson(life('tampered').slice(0, 2))],
    ['a line was added', ndjson([...life('tampered'), ...life('more')])],
  ])('is refused as a whole when what came is not what was signed: %s', async (_what, sent) => {
    const before = await loans.written();
    const { status, text } = await stream(ndjson(life('tampered')), { sent });
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([401, 'SIGNATURE_INVALID']);
    expect(await loans.written()).toEqual(before);
  });

  it('is refused when it is empty, unsigned, late, or signed by another bank', async () => {
    const code = async (text: string, signing: Signing = {}) =>
      (JSON.parse((await stream(text, signing)).text) as { code: string }).code;
    const text = ndjson(life('nobody'));
    expect(await code('\n')).toBe('SIGNATURE_INVALID');
    expect(await code(text, { signature: '' })).toBe('signature/missing');
    expect(await code(text, { at: new Date(Date.now() - 400_000) })).toBe('TIMESTAMP_SKEW');
    expect(await code(text, { secret: loans.secretOf(OTHER_BANK) })).toBe('SIGNATURE_INVALID');
    expect((await view('nobody')).code).toBe('loan/not-found');
  });
});
