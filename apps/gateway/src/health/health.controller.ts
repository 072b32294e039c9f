import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { GATEWAY, type Gateway } from '../docs/gateway.js';

const PATIENCE_MILLIS = 3_000;

interface ServiceHealth {
  name: string;
  up: boolean;
  /** RFC 3339: when it was first seen as it is now. */
  since: string;
  /** What the service says of itself. */
  detail: unknown;
}

@Controller('health')
export class HealthController {
  private readonly known = new Map<string, ServiceHealth>();

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'alive' };
  }

  @Get()
  async all(@Res() reply: FastifyReply): Promise<void> {
    const services = await Promise.all(
      Object.entries(this.gateway.services).map(([name, url]) => this.ask(name, url)),
    );
    const isUp = services.every(({ up }) => up);
    void reply
      .status(isUp ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isUp ? 'ready' : 'notReady', services });
  }

  private async ask(name: string, url: string): Promise<ServiceHealth> {
    const { up, detail } = await readiness(url);
    const before = this.known.get(name);
    const since = before?.up === up ? before.since : new Date().toISOString();
    const state = { name, up, since, detail };
    this.known.set(name, state);
    return state;
  }
}

async function readiness(url: string): Promise<{ up: boolean; detail: unknown }> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    return { up: answer.ok, detail: (await answer.json()) as unknown };
  } catch {
    return { up: false, detail: 'no answer' };
  }
}
