import autocannon from 'autocannon';
import { createHmac, randomUUID } from 'node:crypto';

/** One request made ready before the clock starts, so that signing does not count as the service's work. */
export interface SignedRequest {
  body: string;
  headers: Record<string, string>;
}

export interface BankKey {
  bankCode: string;
  /** `whsec_` followed by the base64 secret, as the service printed it. */
  secret: string;
}

/** Signs `body` as Standard Webhooks says: HMAC-SHA256 over `id.timestamp.body`. */
export function sign(key: BankKey, body: string, at: Date): SignedRequest {
  const id = randomUUID();
  const timestamp = Math.floor(at.getTime() / 1000);
  const secret = Buffer.from(key.secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': `${timestamp}`,
      'webhook-signature': `v1,${signature}`,
    },
  };
}

/** The events of one loan's first days: filed, disbursed, repaid in `repayments` parts. */
export function loanStory(bankCode: string, creditCode: string, loan: number, repayments: number): object[] {
  const dueBillNo = `00${String(loan).padStart(12, '0')}`;
  const event = (type: string, day: string, data: object) => ({
    specVersion: '1.0',
    type,
    bankCode,
    eventId: randomUUID(),
    occurredAt: `${day}T09:00:00+08:00`,
    valueDate: day,
    dueBillNo,
    reversalOf: null,
    data,
  });
  const planned = 500_000_000;
  const filed = event('filing.submitted', '2021-06-01', {
    uscc: creditCode,
    contractNo: `HT${dueBillNo}`,
    plannedAmountFen: planned,
    ratePpm: 43_500,
    tenorMonths: 12,
    guaranteeMode: 'CREDIT',
    creditPortionBps: 10_000,
    isFirstLoan: false,
    purpose: 'RND',
  });
  const disbursed = event('loan.disbursed', '2021-06-02', {
    amountFen: planned,
    disbursedOn: '2021-06-02',
    maturity: '2022-06-01',
    ratePpm: 43_500,
    rateType: 'FIXED',
    repayMethod: 'BULLET',
    payeeMode: '受托支付',
  });
  const repaid = Array.from({ length: repayments }, (_, part) =>
    event('loan.repaid', `2021-07-${String(part + 1).padStart(2, '0')}`, {
      principalFen: 1_000_000 + part,
      interestFen: 0,
      penaltyFen: 0,
      totalFen: 1_000_000 + part,
      balanceAfterFen: planned - repaidThrough(part),
      source: 'BORROWER',
    }),
  );
  return [filed, disbursed, ...repaid];
}

function repaidThrough(part: number): number {
  return (part + 1) * 1_000_000 + (part * (part + 1)) / 2;
}

export interface LoadResult {
  requestsPerSecond: number;
  p99Millis: number;
  statuses: Record<string, number>;
}

/** Sends each request once over `connections` and waits for every answer. */
export async function send(url: string, requests: SignedRequest[], connections: number): Promise<LoadResult> {
  let next = 0;
  const statuses: Record<string, number> = {};
  const started = performance.now();
  const load = autocannon({
    url,
    connections,
    amount: requests.length,
    method: 'POST',
    timeout: 30,
    requests: [
      {
        setupRequest: (request) => {
          const ready = requests[next++ % requests.length];
          return { ...request, body: ready?.body, headers: ready?.headers };
        },
      },
    ],
  });
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = load as unknown as autocannon.Instance;
    instance.on('response', (_client, status) => (statuses[status] = (statuses[status] ?? 0) + 1));
    instance.on('done', resolve);
    instance.on('error' as never, reject);
  });
  const seconds = (performance.now() - started) / 1000;
  return { requestsPerSecond: requests.length / seconds, p99Millis: result.latency.p99, statuses };
}
