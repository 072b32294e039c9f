import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PLATFORM_ROUTES } from '../health/platform-routes.js';
import { partsOf } from '../service.js';
import { PERMISSIONS } from './permissions.js';

export interface WalkedRoute {
  method: string;
  url: string;
  /** Missing or not in the table: the route is closed to everybody, and the test must fail. */
  permission: string | undefined;
}

/** For tests: every route a service answers, but those of the platform itself, with the permission it asks for. */
export function walkRoutes(app: NestFastifyApplication): {
  routes: readonly WalkedRoute[];
  withoutPermission: readonly string[];
} {
  const routes = partsOf(app)
    .routes.list()
    .filter(({ url }) => !PLATFORM_ROUTES.includes(url))
    .map(({ method, url, config }) => ({ method, url, permission: config.access?.permission }));
  const withoutPermission = routes
    .filter(({ permission }) => permission === undefined || !(permission in PERMISSIONS))
    .map(({ method, url }) => `${method} ${url}`);
  return { routes, withoutPermission };
}
