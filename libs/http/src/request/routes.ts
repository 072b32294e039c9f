import type { FastifyInstance } from 'fastify';
import type { EndpointConfig } from './route-config.js';

export interface Route {
  method: string;
  /** The template, `/v1/enterprises/:creditCode`. */
  url: string;
  config: EndpointConfig;
}

/** Every route a service answers, whoever declared it. */
export class Routes {
  private readonly found: Route[] = [];
  private readonly patterns = new Map<string, { pattern: RegExp; methods: string[] }>();

  /**
   * Must be called before the routes are declared; also gives each route the limits its endpoint asks for.
   * @param handlerTimeout millis, where an endpoint says nothing. Not Fastify's own setting: a route could not be without it.
   */
  watch(fastify: FastifyInstance, handlerTimeout: number): void {
    fastify.addHook('onRoute', (options) => {
      const config: EndpointConfig = options.config ?? {};
      if (config.bodyLimit !== undefined) options.bodyLimit = config.bodyLimit;
      const millis = config.handlerTimeout ?? handlerTimeout;
      if (millis > 0) options.handlerTimeout = millis;
      for (const method of [options.method].flat()) this.add({ method, url: options.url, config });
    });
  }

  list(): readonly Route[] {
    return this.found;
  }

  /** The methods an address answers, empty when there is nothing at it. */
  methodsAt(path: string): readonly string[] {
    for (const { pattern, methods } of this.patterns.values()) if (pattern.test(path)) return methods;
    return [];
  }

  private add(route: Route): void {
    this.found.push(route);
    const known = this.patterns.get(route.url);
    if (known) known.methods.push(route.method);
    else this.patterns.set(route.url, { pattern: patternOf(route.url), methods: [route.method] });
  }
}

// `:name` takes one segment up to the next `/`, `-`, `.` or `:`; `::` is a colon of the address itself (`events::batch`).
function patternOf(url: string): RegExp {
  const source = url
    .split(/(::|:\w+|\*)/)
    .map((part) => {
      if (part === '::') return ':';
      if (part === '*') return '.*';
      return part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}
