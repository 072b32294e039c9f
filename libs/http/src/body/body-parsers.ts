import { refuse } from '@gusu/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Transform, type Readable } from 'node:stream';
import { parseJson } from './parse-json.js';

const JSON_TYPES = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];
const STREAM_TYPES = [
  'text/csv',
  'text/plain',
  'application/octet-stream',
  'application/x-ndjson',
  'application/pdf',
  'application/ofd',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'image/png',
  'image/jpeg',
];

/** How bodies are read: JSON strictly, files as a stream; anything else is refused by its media type. */
export function readBodies(fastify: FastifyInstance, bodyLimitBytes: number): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(JSON_TYPES, { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      requireConsumed(request, JSON_TYPES);
      request.call.bytes = bytes;
      const isLeft = bytes.length === 0 || request.routeOptions.config.isRaw === true;
      done(null, isLeft ? undefined : parseJson(bytes));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser(STREAM_TYPES, (request: FastifyRequest, payload: Readable, done) => {
    try {
      requireConsumed(request, []);
      done(null, limited(payload, request.routeOptions.bodyLimit || bodyLimitBytes, request));
    } catch (error) {
      done(error as Error);
    }
  });
}

function requireConsumed(request: FastifyRequest, byDefault: readonly string[]): void {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const consumed = request.routeOptions.config.consumes ?? byDefault;
  if (!consumed.includes(type))
    throw refuse('request/unsupported-media-type', { mediaType: type.slice(0, 100) });
  // Nothing is unpacked here: a body a thousand times as large as its bytes would pass every limit.
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity')
    throw refuse('request/unsupported-media-type', { contentEncoding: encoding.slice(0, 100) });
}

function limited(payload: Readable, limit: number, request: FastifyRequest): Readable {
  if (Number(request.headers['content-length'] ?? 0) > limit)
    throw refuse('request/too-large', { limitBytes: limit });
  let read = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length;
      if (read > limit) done(refuse('request/too-large', { limitBytes: limit }));
      else done(null, chunk);
    },
  });
  payload.once('error', (error) => counted.destroy(error));
  payload.once('close', () => {
    if (!payload.readableEnded) counted.destroy(refuse('request/malformed'));
  });
  return payload.pipe(counted);
}
