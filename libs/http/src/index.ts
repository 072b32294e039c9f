export { actorOf } from './access/claims.js';
export { BodyBytes, Caller, RequestTrace } from './access/caller.js';
export { IssuerKeys, IssuerUnavailable } from './access/issuer-keys.js';
export { type Access, type AccessRule, Permission, Public } from './access/permission.js';
export { mayDo, PERMISSIONS, type PermissionName } from './access/permissions.js';
export { TokenVerifier } from './access/token-verifier.js';
export { parseJson } from './body/parse-json.js';
export { schemaDefects } from './body/schema-defects.js';
export { SchemaPipe } from './body/schema-pipe.js';
export { Health, type Dependency, type DependencyState } from './health/health.js';
export { LOG, SETTINGS } from './http.module.js';
export { CLOCK } from '@gusu/values';
export { Idempotency } from './idempotency/idempotency.js';
export { contentKey, Idempotent, type IdempotencyKey } from './idempotency/idempotency-key.js';
export { idempotencyMigrations } from './idempotency/idempotency-migration.js';
export { Answers, Refusals, Summary, Takes } from './openapi/refusals.js';
export { openApiDocument, type ServiceTitle } from './openapi/document.js';
export { languageOf, PROBLEM_MEDIA_TYPE, problemOf, type Problem } from './problem/problem.js';
export { answerBrokenConnection } from './problem/broken-connection.js';
export { ProblemFilter } from './problem/problem-filter.js';
export { refusalOf } from './problem/refusal-of.js';
export { callerOf, identify, type Call } from './request/call.js';
export { createLog, withoutPersons } from './request/log.js';
export { jsonText, Reply } from './request/reply.js';
export { BodyLimit, Consumes, HandlerTimeout, RawBody } from './request/route-config.js';
export { openTrace, type Trace } from './request/trace.js';
export { serve, stop } from './serve.js';
export {
  connectionLimits,
  createHttpService,
  partsOf,
  type HttpServiceOptions,
  type ServiceParts,
} from './service.js';
export { readSettings, SettingsError, type ServiceSettings } from './settings.js';
export { walkRoutes, type WalkedRoute } from './access/walk-routes.js';
export { walkExamples, type WrongExample } from './openapi/walk-examples.js';
