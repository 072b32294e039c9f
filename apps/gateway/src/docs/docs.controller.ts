import { asyncApiDocument, refuse } from '@gusu/contracts';
import { Controller, Get, Header, Headers, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { eventsPage, startPage, swaggerPage } from './docs-page.js';
import { GATEWAY, type Gateway } from './gateway.js';

const HTML = 'text/html; charset=utf-8';

@Controller()
export class DocsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Header('content-type', HTML)
  start(): string {
    return startPage(this.names);
  }

  @Get('docs')
  @Header('content-type', HTML)
  swagger(): string {
    return swaggerPage(this.names);
  }

  @Get('docs/events.json')
  events(): object {
    return asyncApiDocument();
  }

  @Get('docs/events')
  eventsForAnyone(@Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): void {
    if (accept?.includes('text/html')) void reply.type(HTML).send(eventsPage());
    else void reply.send(asyncApiDocument());
  }

  @Get('docs/:name.json')
  async document(@Param('name') name: string): Promise<object> {
    const url = this.gateway.services[name];
    if (!url) throw refuse('request/not-found');
    const answer = await fetch(`${url}/openapi.json`).catch(() => undefined);
    if (!answer?.ok) throw refuse('service/unavailable');
    return { ...((await answer.json()) as object), servers: [{ url: `/api/${name}` }] };
  }

  @Get('health/live')
  live(): { status: string } {
    return { status: 'alive' };
  }

  @Get('health')
  async health(@Res() reply: FastifyReply): Promise<void> {
    const services = await Promise.all(
      Object.entries(this.gateway.services).map(([name, url]) => readiness(name, url)),
    );
    const isUp = services.every(({ up }) => up);
    void reply.status(isUp ? 200 : 503).send({ status: isUp ? 'ready' : 'notReady', services });
  }

  private get names(): string[] {
    return Object.keys(this.gateway.services);
  }
}

async function readiness(name: string, url: string) {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3_000) });
    return { name, up: answer.ok, detail: (await answer.json()) as unknown };
  } catch {
    return { name, up: false, detail: 'no answer' };
  }
}
