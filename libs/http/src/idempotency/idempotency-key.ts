import { refuse } from '@gusu/contracts';
import { canonicalJson } from '@gusu/values';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';

/** One request that its caller may send again: which key, whose, and what it asked for. */
export interface IdempotencyKey {
  readonly value: string;
  /** Keys of different callers never meet. */
  readonly caller: string;
  /** SHA-256 of caller, method, address and body: the same key with another fingerprint is another request. */
  readonly fingerprint: Buffer;
}

// The draft of the header makes it a quoted string; many clients leave the quotes out.
const KEY = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{1,200})"|([\x21\x23-\x5b\x5d-\x7e]{1,200}))$/;

/** @throws Refusal `idempotency/key-invalid`; `undefined` when the header is not there */
export function idempotencyKeyOf(request: FastifyRequest): IdempotencyKey | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const parts = typeof header === 'string' ? KEY.exec(header) : null;
  const value = parts?.[1] ?? parts?.[2];
  if (!value) throw refuse('idempotency/key-invalid');
  const caller = request.call.actor?.id ?? `address ${request.ip}`;
  return { value, caller, fingerprint: fingerprintOf(request, caller) };
}

function fingerprintOf(request: FastifyRequest, caller: string): Buffer {
  const hash = createHash('sha256').update(JSON.stringify([caller, request.method, request.url]));
  const { bytes } = request.call;
  // A stream is not read twice; it is told apart by its address, its type and its length.
  if (!bytes) hash.update(`${request.headers['content-type']} ${request.headers['content-length']}`);
  else if (Buffer.isBuffer(request.body)) hash.update(bytes);
  else hash.update(canonicalJson(request.body));
  return hash.digest();
}

/**
 * The key of a request whose body is a stream, once the stream has been read: the address, type and length that the key was made of
 * do not tell two files apart, their hash does.
 */
export function contentKey(key: IdempotencyKey, sha256: string): IdempotencyKey {
  return { ...key, fingerprint: createHash('sha256').update(key.fingerprint).update(sha256).digest() };
}

const fromRequest = createParamDecorator((_: unknown, context: ExecutionContext) =>
  idempotencyKeyOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

const documented = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description:
    '幂等键：同一键、同一请求重发时原样返回首次的应答。 The same key with the same request gets the first answer again, byte for byte.',
  schema: { type: 'string', minLength: 1, maxLength: 200, example: '6f1d5b0e-5f0c-4a57-9d0b-6a4c5d6e7f80' },
});

/** The `Idempotency-Key` of the request: `@Idempotent() key: IdempotencyKey | undefined`. */
export function Idempotent(): ParameterDecorator {
  return (target, name, index) => {
    fromRequest()(target, name, index);
    const descriptor = name === undefined ? undefined : Object.getOwnPropertyDescriptor(target, name);
    if (name !== undefined && descriptor) documented(target, name, descriptor);
  };
}
