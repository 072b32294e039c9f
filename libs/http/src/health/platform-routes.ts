import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../request/metrics.js';
import type { Health } from './health.js';

/** Addresses of the platform itself: nobody has to say who they are, and no business is done there. */
export const PLATFORM_ROUTES: readonly string[] = [
  '/health/live',
  '/health/ready',
  '/metrics',
  '/openapi.json',
];

export function platformRoutes(
  fastify: FastifyInstance,
  parts: { service: string; health: Health; metrics: Metrics; document: () => string },
): void {
  const { service, health, metrics, document } = parts;
  const startedAt = new Date().toISOString();
  fastify.get('/health/live', () => ({ service, status: 'live', since: startedAt }));
  fastify.get('/health/ready', async (_request, reply) => {
    const state = await health.ready();
    return reply.status(state.status === 'ready' ? 200 : 503).send({ service, ...state });
  });
  fastify.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
  fastify.get('/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(document()),
  );
}
