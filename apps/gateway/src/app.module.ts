import fastifyStatic from '@fastify/static';
import { Refusal } from '@gusu/contracts';
import { Catch, type ArgumentsHost, type DynamicModule, type ExceptionFilter, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { DocsController } from './docs/docs.controller.js';
import { GATEWAY } from './docs/gateway.js';
import { answerProblem, routeToServices } from './route/route.module.js';
import type { GatewaySettings } from './settings.js';

/** What the gateway itself refuses is either unknown or away. */
@Catch()
class GatewayProblems implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const isAway = error instanceof Refusal && error.code === 'service/unavailable';
    const code = isAway ? 'service/unavailable' : 'request/not-found';
    void answerProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), code);
  }
}

const LARGEST_BODY = 268_435_456;

@Module({})
export class AppModule {
  static with(settings: GatewaySettings): DynamicModule {
    const gateway = { provide: GATEWAY, useValue: { services: settings.services } };
    return { module: AppModule, controllers: [DocsController], providers: [gateway] };
  }
}

/** The one door: documents, health, and the ways to the services. It neither listens nor handles signals yet. */
export async function createGateway(settings: GatewaySettings): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: LARGEST_BODY,
    skipMiddie: true,
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 500 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  app.useGlobalFilters(new GatewayProblems());
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  server.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
  const ui = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await server.register(fastifyStatic, { root: ui, prefix: '/docs/ui/', index: false });
  await routeToServices(server, settings);
  return app;
}
