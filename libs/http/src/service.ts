import { Database } from '@gusu/database';
import type { Clock } from '@gusu/values';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JWTVerifyGetKey } from 'jose';
import { Gate } from './access/gate.js';
import { IssuerKeys } from './access/issuer-keys.js';
import { TokenVerifier } from './access/token-verifier.js';
import { readBodies } from './body/body-parsers.js';
import { SchemaPipe } from './body/schema-pipe.js';
import { Health } from './health/health.js';
import { PLATFORM_ROUTES, platformRoutes } from './health/platform-routes.js';
import { HttpModule } from './http.module.js';
import { openApiDocument, type ServiceTitle } from './openapi/document.js';
import { ProblemFilter } from './problem/problem-filter.js';
import { answerBrokenConnection } from './problem/broken-connection.js';
import { installHooks, Traffic } from './request/hooks.js';
import { createLog, NestLog } from './request/log.js';
import { Metrics } from './request/metrics.js';
import { RateLimits } from './request/rate-limits.js';
import { jsonText } from './request/reply.js';
import { Routes } from './request/routes.js';
import { ServiceAdapter } from './request/service-adapter.js';
import type { ServiceSettings } from './settings.js';

export interface HttpServiceOptions extends ServiceTitle {
  settings: ServiceSettings;
  database: Database;
  /** Judges tokens with these keys instead of the issuer's; for tests. */
  keys?: JWTVerifyGetKey;
  /** What time it is; the system's clock where nothing is said. */
  clock?: Clock;
  /** Where log lines go; standard output where nothing is said. */
  logTo?: { write(line: string): void };
}

/** What a service is made of besides its own modules; reached through {@link partsOf}. */
export interface ServiceParts {
  readonly health: Health;
  readonly routes: Routes;
  readonly traffic: Traffic;
  readonly metrics: Metrics;
  readonly document: () => string;
}

/** All headers of one request together, in bytes. */
const LARGEST_HEADER = 131_072;
const SLOW_CALLERS_MILLIS = 5_000;
const parts = new WeakMap<object, ServiceParts>();

export function partsOf(app: NestFastifyApplication): ServiceParts {
  const found = parts.get(app);
  if (!found) throw new Error('this application was not made by createHttpService');
  return found;
}

/**
 * A service on Nest and Fastify with everything the platform promises of each: problem details, permissions, rate limits,
 * strict bodies, idempotency, logs, metrics, health and its OpenAPI document. It neither listens nor handles signals yet: see `serve`.
 */
export async function createHttpService(
  module: Type | DynamicModule,
  options: HttpServiceOptions,
): Promise<NestFastifyApplication> {
  const { settings, service } = options;
  const log = createLog(service, settings.logLevel, options.logTo);
  const health = new Health();
  const metrics = new Metrics(service);
  const traffic = new Traffic();
  const routes = new Routes();
  const problems = new ProblemFilter(log, (path) => routes.methodsAt(path));
  const adapter = adapterOf(settings, problems);
  const fastify = adapter.getInstance<FastifyInstance>();
  routes.watch(fastify, settings.handlerTimeoutMillis);
  readBodies(fastify, settings.bodyLimitBytes);
  fastify.setReplySerializer(jsonText);

  const tokens = tokensOf(options, health);
  const limits = await RateLimits.on(fastify, {
    perMinute: settings.rateLimitPerMinute,
    strangersPerMinute: settings.rateLimitStrangersPerMinute,
    readersPerMinute: settings.rateLimitReadersPerMinute,
  });
  const gate = new Gate(tokens, limits, ({ routeOptions }) =>
    PLATFORM_ROUTES.includes(routeOptions.url ?? ''),
  );
  installHooks(fastify, { gate, metrics, log, traffic });

  let text: string | undefined;
  const document = () => (text ??= JSON.stringify(openApiDocument(app, options)));
  platformRoutes(fastify, { service, health, metrics, document });
  health.probed('postgres', async () => void (await options.database.query('select 1')));

  const { database, clock } = options;
  const root = HttpModule.around(module, { database, settings, health, log, clock });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(problems);
  app.useGlobalPipes(new SchemaPipe());
  parts.set(app, { health, routes, traffic, metrics, document });
  return app;
}

/** How long and how large the beginning of a request may be; slow callers are looked for often enough to keep to it. */
export function connectionLimits(requestTimeoutMillis: number) {
  return {
    maxHeaderSize: LARGEST_HEADER,
    requestTimeout: requestTimeoutMillis,
    headersTimeout: requestTimeoutMillis,
    connectionsCheckingInterval: Math.min(requestTimeoutMillis, SLOW_CALLERS_MILLIS),
  };
}

function adapterOf(settings: ServiceSettings, problems: ProblemFilter): ServiceAdapter {
  return new ServiceAdapter({
    logger: false,
    skipMiddie: true,
    multipart: false,
    trustProxy: settings.trustProxy,
    bodyLimit: settings.bodyLimitBytes,
    requestTimeout: settings.requestTimeoutMillis,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 500 },
    http: connectionLimits(settings.requestTimeoutMillis),
    clientErrorHandler: answerBrokenConnection,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      problems.answer(error, request, reply),
  });
}

function tokensOf({ settings, keys }: HttpServiceOptions, health: Health): TokenVerifier {
  const { oidcIssuer: issuer, oidcAudience: audience } = settings;
  if (keys) return new TokenVerifier({ issuer, audience, keys });
  const dependency = health.dependency('token-issuer');
  const issuerKeys = new IssuerKeys({
    issuer,
    jwksUri: settings.oidcJwksUri,
    onAvailability: (isUp, detail) => (isUp ? dependency.up() : dependency.down(detail ?? 'unreachable')),
  });
  void issuerKeys.keepTrying();
  return new TokenVerifier({ issuer, audience, keys: issuerKeys.get });
}
