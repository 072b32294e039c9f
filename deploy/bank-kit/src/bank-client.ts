import { createHmac, randomUUID } from 'node:crypto';

export interface Signed {
  path?: string;
  contentType?: string;
  /** What is wrong on purpose; what is left out is done right. */
  timestamp?: number;
  signature?: string;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  text: string;
}

/** `v1,` and the HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks). @param secret `whsec_` and base64 */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** Sends messages as a bank does. */
export class BankClient {
  /** @param url where events go, `…/bank/v1` */
  constructor(
    private readonly url: string,
    private readonly secret: string,
    private readonly token?: string,
  ) {}

  post(value: unknown, signed: Signed = {}): Promise<Answer> {
    return this.send(typeof value === 'string' ? value : JSON.stringify(value), signed);
  }

  /** A loan as the service has it; only for whoever may read it. */
  loan(dueBillNo: string): Promise<Answer> {
    return this.answer(`${this.url}/loans/${dueBillNo}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
  }

  private send(
    body: string,
    { path = 'events', contentType, timestamp, signature }: Signed,
  ): Promise<Answer> {
    const id = randomUUID();
    const at = timestamp ?? Math.floor(Date.now() / 1_000);
    const headers: Record<string, string> = {
      'content-type': contentType ?? 'application/json',
      'webhook-id': id,
      'webhook-timestamp': `${at}`,
      'webhook-signature': signature ?? signatureOf(this.secret, id, at, body),
    };
    return this.answer(`${this.url}/${path}`, { method: 'POST', headers, body });
  }

  private async answer(url: string, request: RequestInit): Promise<Answer> {
    const answer = await fetch(url, request);
    const text = await answer.text();
    return { status: answer.status, text, body: parsed(text) };
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
