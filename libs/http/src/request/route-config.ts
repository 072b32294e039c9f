import { RouteConfig } from '@nestjs/platform-fastify';
import type { Access } from '../access/permission.js';

/** What the hooks in front of an endpoint know about it; Fastify carries it with the route. */
export interface EndpointConfig {
  access?: Access;
  /** Media types the endpoint reads; JSON where nothing is said. */
  consumes?: readonly string[];
  /** The endpoint reads the bytes itself, because it must judge them before anybody parses them. */
  isRaw?: boolean;
  /** Bytes; the limit of the service where nothing is said. */
  bodyLimit?: number;
  /** Millis; the limit of the service where nothing is said, 0 for none. */
  handlerTimeout?: number;
}

const configs = new WeakMap<object, EndpointConfig>();

/** Adds to the configuration of one endpoint. Nest's own decorator would replace what another decorator said. */
export function routeConfig(part: EndpointConfig): MethodDecorator {
  return (target, key, descriptor) => {
    const endpoint = descriptor.value as object;
    const config = configs.get(endpoint) ?? {};
    configs.set(endpoint, Object.assign(config, part));
    RouteConfig(config)(target, key, descriptor);
  };
}

/** Media types this endpoint reads instead of JSON. A file arrives as a stream, counted against the body limit. */
export const Consumes = (...types: readonly string[]): MethodDecorator => routeConfig({ consumes: types });

/** Leaves the body unparsed: the endpoint takes `@BodyBytes()`, as a signature over the exact bytes needs. */
export const RawBody = (): MethodDecorator => routeConfig({ isRaw: true });

/** The largest body this endpoint reads, in bytes. */
export const BodyLimit = (bytes: number): MethodDecorator => routeConfig({ bodyLimit: bytes });

/** How long this endpoint may work on an answer, in millis. */
export const HandlerTimeout = (millis: number): MethodDecorator => routeConfig({ handlerTimeout: millis });
