import { describe, expect, it } from '@jest/globals';
import { createLog, NestLog } from './request/log.js';
import { readSettings } from './settings.js';

describe('reading the settings of a service', () => {
  it('has sound defaults', () => {
    const settings = readSettings({
      DATABASE_URL: 'postgres://app:p@h/d',
      OIDC_ISSUER: 'http://127.0.0.1:1/i',
    });
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      oidcAudience: 'gusu',
      bodyLimitBytes: 1_048_576,
      requestTimeoutMillis: 30_000,
      shutdownMillis: 10_000,
    });
  });

  it('names everything that is missing or wrong at once, and no value', () => {
    const read = () =>
      readSettings({ DATABASE_URL: 'mysql://root:hunter2@h', PORT: '99999', LOG_LEVEL: 'loud' });
    expect(read).toThrow(/DATABASE_URL.*OIDC_ISSUER|OIDC_ISSUER.*DATABASE_URL|DATABASE_URL/);
    try {
      read();
    } catch (error) {
      const { message } = error as Error;
      for (const name of ['DATABASE_URL', 'PORT', 'OIDC_ISSUER', 'LOG_LEVEL'])
        expect(message).toContain(name);
      expect(message).not.toContain('hunter2');
    }
  });
});

describe('the log', () => {
  it('never holds personal data, secrets or tokens', () => {
    const lines: string[] = [];
    const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
    log.info({
      authorization: 'Bearer eyJhbGciOi.eyJzdWIi.x',
      contact: { phone: '13812345678', email: 'a@b.cn', name: 'kept' },
      request: { body: { idNumber: '320505199003071037' } },
    });
    log.error({
      err: Object.assign(new Error('duplicate key for 320505199003071037, call 13812345678 or a@b.cn'), {
        detail: 'Key (phone)=(13812345678) already exists.',
        parameters: ['13812345678'],
        query: 'insert …',
        code: '23505',
        cause: new Error('postgres://app:hunter2@h/d says eyJhbGciOi.eyJzdWIi.x'),
      }),
    });
    const text = lines.join('');
    expect(text).not.toMatch(/13812345678|a@b\.cn|320505199003071037|eyJ|hunter2|insert …/);
    expect(text).toContain('kept');
    expect(text).toContain('23505');
  });

  it.each([
    '+8613812345678',
    '86 138 1234 5678',
    '138-1234-5678',
    '电话13812345678。',
    'zhang.san+1@mail.example.cn',
    '32050519900307103X',
    '320505900307103',
  ])('knows %s by its form wherever it stands', (personal) => {
    const lines: string[] = [];
    const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
    log.info(`said ${personal}`);
    log.warn({ note: `said ${personal}`, deep: { er: { and: { deeper: [{ text: personal }] } } } }, personal);
    log.error({ err: new Error(personal) });
    log.error({ err: new Error('outer', { cause: new Error(personal) }) }, 'failed');
    new NestLog(log).error(new Error(personal));
    new NestLog(log).warn(`said ${personal}`);
    expect(lines.length).toBe(6);
    expect(lines.join('')).not.toContain(personal);
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it('writes no member that is named after a secret, at any depth and in any spelling', () => {
    const lines: string[] = [];
    const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
    log.info({ a: { b: { c: { d: { Password: 'hunter2', legalRepresentative: '张三' } } } } });
    log.info({ phones: [{ phone: 13812345678 }], seen: 13812345678 });
    expect(lines.join('')).not.toMatch(/hunter2|张三|13812345678/);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ seen: '[phone]' });
  });

  it('leaves what only looks like it: instants, amounts, trace ids', () => {
    const lines: string[] = [];
    const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
    const kept = {
      at: 1_700_000_000_000,
      amountFen: 500_000_000,
      traceId: 'a13812345678b00000000000000000f1',
    };
    log.info(kept);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject(kept);
  });

  it('leaves a credit code readable: it names an enterprise, not a person', () => {
    const lines: string[] = [];
    createLog('test', 'info', { write: (line) => void lines.push(line) }).error({
      err: new Error('91320594TE5T00016Q'),
    });
    expect(lines.join('')).toContain('91320594TE5T00016Q');
  });
});
