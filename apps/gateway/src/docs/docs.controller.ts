import { asyncApiDocument, refuse } from '@gusu/contracts';
import { Controller, Get, Header, Headers, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { eventsPage, prefersPage, startPage, swaggerPage, swaggerStart } from './docs-page.js';
import { GATEWAY, type Gateway } from './gateway.js';

const HTML = 'text/html; charset=utf-8';
const PATIENCE_MILLIS = 5_000;
/** Only what lies on this host; Swagger UI sets styles in its elements and draws its icons from data. */
const CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

@Controller()
export class DocsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Header('content-type', HTML)
  @Header('content-security-policy', CSP)
  start(): string {
    return startPage(this.names);
  }

  @Get('docs')
  @Header('content-type', HTML)
  @Header('content-security-policy', CSP)
  swagger(): string {
    return swaggerPage();
  }

  @Get('docs/start.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  swaggerStart(): string {
    return swaggerStart(this.names);
  }

  @Get('docs/events.json')
  events(): object {
    return asyncApiDocument();
  }

  @Get('docs/events')
  eventsForAnyone(@Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): void {
    void reply.header('vary', 'accept');
    if (prefersPage(accept)) void reply.type(HTML).header('content-security-policy', CSP).send(eventsPage());
    else void reply.send(asyncApiDocument());
  }

  @Get('docs/:name.json')
  async document(@Param('name') name: string): Promise<object> {
    if (!Object.hasOwn(this.gateway.services, name)) throw refuse('request/not-found');
    const url = `${this.gateway.services[name]}/openapi.json`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MILLIS) }).catch(() => undefined);
    if (!answer?.ok) throw refuse('service/unavailable');
    return { ...((await answer.json()) as object), servers: [{ url: `/api/${name}` }] };
  }

  private get names(): string[] {
    return Object.keys(this.gateway.services);
  }
}
