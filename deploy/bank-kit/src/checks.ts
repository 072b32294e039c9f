import type { BankClient, Answer } from './bank-client.js';

/** One thing that an interface of this kind must do, and whether it does. */
export interface Check {
  what: string;
  /** Where it is written down. */
  source: string;
  run: (client: BankClient, made: Made) => Promise<string | undefined>;
}

type Body = Record<string, unknown> & { data: Record<string, unknown> };

/** Messages about a due bill of this run alone. */
export class Made {
  constructor(
    private readonly bankCode: string,
    private readonly borrower: string,
    private readonly run: string,
  ) {}

  filing(changes: Record<string, unknown> = {}, data: Record<string, unknown> = {}): Body {
    return this.event('filing.submitted', '2025-01-02', changes, {
      uscc: this.borrower,
      contractNo: `HT-${this.run}`,
      plannedAmountFen: 100_000_000,
      ratePpm: 43_500,
      tenorMonths: 12,
      guaranteeMode: 'CREDIT',
      creditPortionBps: 10_000,
      isFirstLoan: true,
      purpose: '联调',
      ...data,
    });
  }

  repayment(changes: Record<string, unknown> = {}, data: Record<string, unknown> = {}): Body {
    const parts = { principalFen: 100, interestFen: 0, penaltyFen: 0, totalFen: 100 };
    const rest = { balanceAfterFen: 99_999_900, source: 'BORROWER' };
    return this.event('loan.repaid', '2025-02-03', changes, { ...parts, ...rest, ...data });
  }

  private event(type: string, day: string, changes: Record<string, unknown>, data: Record<string, unknown>) {
    return {
      specVersion: '1.0',
      type,
      bankCode: this.bankCode,
      eventId: `${this.run}-${type.replace('.', '-')}`,
      occurredAt: `${day}T09:00:00+08:00`,
      valueDate: day,
      dueBillNo: this.run,
      reversalOf: null,
      ...changes,
      data,
    };
  }
}

const wants = ({ status, body, text }: Answer, expected: number, code?: string): string | undefined => {
  if (status === expected && (code === undefined || body.code === code)) return undefined;
  return `expected ${expected} ${code ?? ''}, got ${status} ${String(body.code ?? text.slice(0, 120))}`;
};
const now = () => Math.floor(Date.now() / 1_000);

const TRUST: Check[] = [
  {
    what: 'a message without a signature is refused',
    source: '§11',
    run: async (client, made) =>
      wants(await client.post(made.filing(), { signature: '' }), 401, 'signature/missing'),
  },
  {
    what: 'a signature by another key is refused',
    source: '§11',
    run: async (client, made) =>
      wants(
        await client.post(made.filing(), { signature: `v1,${'A'.repeat(43)}=` }),
        401,
        'SIGNATURE_INVALID',
      ),
  },
  {
    what: 'a message of ten minutes ago is refused, with the time of the service',
    source: '§10.12',
    run: async (client, made) =>
      wants(await client.post(made.filing(), { timestamp: now() - 600 }), 401, 'TIMESTAMP_SKEW'),
  },
];

const refusal = (
  what: string,
  source: string,
  code: string,
  status: number,
  body: (made: Made) => unknown,
): Check => ({
  what,
  source,
  run: async (client, made) => wants(await client.post(body(made)), status, code),
});
const REFUSALS: Check[] = [
  refusal('an amount written as text is refused', '§10.1', 'AMOUNT_FORMAT', 400, (made) =>
    made.repayment({}, { principalFen: '100' }),
  ),
  refusal('an amount with a fraction is refused', '§10.1', 'AMOUNT_FORMAT', 400, (made) =>
    JSON.stringify(made.repayment()).replace('"principalFen":100', '"principalFen":100.0'),
  ),
  refusal('an amount below zero is refused', '§10.3', 'NEGATIVE_AMOUNT', 400, (made) =>
    made.repayment({}, { principalFen: -100 }),
  ),
  refusal('a total that is not the sum is refused', '§10.4', 'SUM_MISMATCH', 422, (made) =>
    made.repayment({}, { totalFen: 101 }),
  ),
  refusal('a due bill damaged by a spreadsheet is refused', '§10.7', 'ID_FORMAT', 400, (made) =>
    made.repayment({ dueBillNo: '1.23E+15' }),
  ),
  refusal('a credit code with a wrong check character is refused', '§10.8', 'USCC_INVALID', 422, (made) =>
    made.filing({}, { uscc: '91320594TE5T00016A' }),
  ),
  refusal('a day that is none is refused', '§10.11', 'DATE_FORMAT', 400, (made) =>
    made.repayment({ valueDate: '2025-02-29' }),
  ),
];

const INTAKE: Check[] = [
  {
    what: 'a repayment before its loan is accepted and waits',
    source: '§8 AT-07',
    run: async (client, made) => wants(await client.post(made.repayment()), 202, 'PREDECESSOR_MISSING'),
  },
  {
    what: 'a filing is accepted',
    source: '§5',
    run: async (client, made) => wants(await client.post(made.filing()), 202),
  },
  {
    what: 'the same event again is answered as the first time',
    source: '§8 AT-06',
    run: async (client, made) => {
      const [first, again] = [await client.post(made.filing()), await client.post(made.filing())];
      if (again.body.receiptNo !== first.body.receiptNo) return 'another receipt for the same event';
      return wants(again, 200);
    },
  },
  {
    what: 'the same event id with another content is refused',
    source: '§8 AT-06',
    run: async (client, made) =>
      wants(await client.post(made.filing({}, { purpose: '另一用途' })), 422, 'EVENT_ID_REUSED'),
  },
  {
    what: 'a batch has a verdict for each event, and a bad one costs the others nothing',
    source: '§11',
    run: async (client, made) => {
      const events = [
        made.filing(),
        made.repayment({}, { totalFen: 1 }),
        made.filing({ bankCode: 'NOBODY' }),
      ];
      const { body, status, text } = await client.post({ events }, { path: 'events:batch' });
      const codes = (body.items as { httpStatus: number }[] | undefined)?.map(({ httpStatus }) => httpStatus);
      return codes?.join() === '200,422,401' ? undefined : `got ${status} ${text.slice(0, 200)}`;
    },
  },
  {
    what: 'a stream has a verdict for each line and ends with the sums',
    source: '§11',
    run: async (client, made) => {
      const lines = [JSON.stringify(made.filing()), '{broken', JSON.stringify(made.repayment())].join('\n');
      const stream = { path: 'events:stream', contentType: 'application/x-ndjson' };
      const { text } = await client.post(lines, stream);
      const last = text.trimEnd().split('\n').at(-1) ?? '';
      return last.includes('"end":true') && last.includes('"lines":3')
        ? undefined
        : `ended with ${last.slice(0, 200)}`;
    },
  },
];

export const CHECKS: readonly Check[] = [...TRUST, ...REFUSALS, ...INTAKE];
