import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Reply } from './reply.js';

/** Fastify for Nest, which also knows how to send a {@link Reply}: its status, its headers and exactly its bytes. */
export class ServiceAdapter extends FastifyAdapter {
  override reply(
    response: Parameters<FastifyAdapter['reply']>[0],
    body: unknown,
    statusCode?: number,
  ): ReturnType<FastifyAdapter['reply']> {
    if (body instanceof Reply) {
      const reply = response as unknown as FastifyReply;
      return reply.status(body.status).headers(body.headers).send(body.body);
    }
    return super.reply(response, body, statusCode);
  }
}
