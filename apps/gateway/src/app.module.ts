import fastifyStatic from '@fastify/static';
import { answerBrokenConnection, connectionLimits, createLog, ProblemFilter } from '@gusu/http';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { DocsController } from './docs/docs.controller.js';
import { GATEWAY } from './docs/gateway.js';
import { HealthController } from './health/health.controller.js';
import { routeToServices } from './route/route.module.js';
import type { GatewaySettings } from './settings.js';

/** Long enough for a large import over a slow line. */
const REQUEST_MILLIS = 300_000;

@Module({})
export class AppModule {
  static with(settings: GatewaySettings): DynamicModule {
    const gateway = { provide: GATEWAY, useValue: { services: settings.services } };
    return { module: AppModule, controllers: [DocsController, HealthController], providers: [gateway] };
  }
}

/** The one door: documents, health, and the ways to the services. It neither listens nor handles signals yet. */
export async function createGateway(settings: GatewaySettings): Promise<NestFastifyApplication> {
  const log = createLog('gateway', settings.logLevel);
  const problems = new ProblemFilter(log, () => []);
  const adapter = new FastifyAdapter({
    skipMiddie: true,
    trustProxy: settings.trustProxy,
    routerOptions: { maxParamLength: 500 },
    requestTimeout: REQUEST_MILLIS,
    http: connectionLimits(REQUEST_MILLIS),
    clientErrorHandler: answerBrokenConnection,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      problems.answer(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  app.useGlobalFilters(problems);
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  server.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
  const ui = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await server.register(fastifyStatic, { root: ui, prefix: '/docs/ui/', index: false });
  await server.register((scope) => routeToServices(scope, settings, problems));
  return app;
}
