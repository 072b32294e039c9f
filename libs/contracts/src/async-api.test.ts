import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { asyncApiDocument } from './async-api.js';
import { EVENTS, TOPICS } from './events.js';

// The parser is CommonJS upon ESM-only parts, which only a plain Node process can load.
const PARSE = `
  import { Parser } from '@asyncapi/parser';
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const { document, diagnostics } = await new Parser().parse(Buffer.concat(chunks).toString());
  console.log(JSON.stringify({
    version: document?.version(),
    channels: document?.channels().all().map((channel) => channel.address()),
    messages: document?.messages().all().map((message) => message.name()),
    problems: diagnostics.filter(({ severity }) => severity <= 1).map(({ code, message, path }) => [code, message, path.join('.')].join(' ')),
  }));`;

interface Parsed {
  version?: string;
  channels?: string[];
  messages?: string[];
  problems: string[];
}

function parsed(document: unknown): Parsed {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', PARSE], {
    input: JSON.stringify(document),
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Parsed;
}

describe('the AsyncAPI document', () => {
  it('is read by the reference parser without an error or a warning, and holds every event', () => {
    const { version, channels, messages, problems } = parsed(asyncApiDocument());
    expect(problems).toEqual([]);
    expect(version).toBe('3.0.0');
    expect(channels?.sort()).toEqual([...TOPICS]);
    expect(messages?.sort()).toEqual(EVENTS.map(({ type }) => type).sort());
  }, 60_000);

  it('would be refused if it were wrong', () => {
    const wrong = {
      ...asyncApiDocument(),
      channels: { broken: { messages: { lost: { $ref: '#/nowhere' } } } },
    };
    expect(parsed(wrong).problems.length).toBeGreaterThan(0);
  }, 60_000);
});
