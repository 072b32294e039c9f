import { refuse, type RefusalCode } from '@gusu/contracts';
import type { Duplex } from 'node:stream';
import { openTrace } from '../request/trace.js';
import { PROBLEM_MEDIA_TYPE, problemOf } from './problem.js';

const REASONS: Readonly<Record<string, RefusalCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request/timeout',
  HPE_HEADER_OVERFLOW: 'request/headers-too-large',
};

/** Answers bytes that are no HTTP request, headers without end and callers that never finish: there is no request to reply to. */
export function answerBrokenConnection(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = refuse(REASONS[error.code ?? ''] ?? 'request/malformed');
  const { traceId } = openTrace(undefined);
  const body = JSON.stringify(problemOf(refusal, { language: 'zh', instance: '/', traceId }));
  socket.end(
    `HTTP/1.1 ${refusal.status} Refused\r\nconnection: close\r\ncontent-type: ${PROBLEM_MEDIA_TYPE}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
