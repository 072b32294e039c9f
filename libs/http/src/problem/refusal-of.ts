import { refuse, Refusal, type RefusalCode } from '@gusu/contracts';
import { DatabaseUnavailable } from '@gusu/database';
import { ValueError } from '@gusu/values';
import { HttpException } from '@nestjs/common';
import { ZodError } from 'zod';
import { schemaDefects } from '../body/schema-defects.js';

// What the server's own layers complain about, in our words.
const BY_CODE: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request/too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request/unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request/malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request/malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request/malformed',
  FST_ERR_BAD_URL: 'request/not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'request/not-found',
  FST_ERR_ASYNC_CONSTRAINT: 'request/not-found',
};
const BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  400: 'request/malformed',
  401: 'authentication/missing',
  403: 'permission/denied',
  404: 'request/not-found',
  405: 'request/method',
  408: 'request/timeout',
  413: 'request/too-large',
  415: 'request/unsupported-media-type',
  429: 'rate/exceeded',
  503: 'service/unavailable',
};

/** The refusal an error stands for; `undefined` for a fault of ours. */
export function refusalOf(error: unknown, method: string): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError) return refuse('request/invalid', {}, schemaDefects(error.issues, undefined));
  if (error instanceof ValueError) return refuse('request/invalid', {}, [{ pointer: '', code: error.code }]);
  if (error instanceof DatabaseUnavailable)
    return refuse(error.reason === 'outcomeUnknown' ? 'service/outcome-unknown' : 'service/unavailable');
  const code = codeOf(error) ?? (error instanceof HttpException ? codeOf(error.cause) : undefined);
  if (code === 'FST_ERR_HANDLER_TIMEOUT')
    return refuse(method === 'GET' || method === 'HEAD' ? 'service/unavailable' : 'service/outcome-unknown');
  if (code !== undefined && BY_CODE[code]) return refuse(BY_CODE[code]);
  const status = error instanceof HttpException ? BY_STATUS[error.getStatus()] : undefined;
  return status && refuse(status);
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
