import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PLATFORM_ROUTES } from '../health/platform-routes.js';
import { partsOf } from '../service.js';
import { PUBLIC } from './permission.js';
import { PERMISSIONS } from './permissions.js';

export interface WalkedRoute {
  method: string;
  url: string;
  /** Missing or not in the table: unless the route is public it is closed to everybody, and the test must fail. */
  permission: string | undefined;
  isPublic: boolean;
}

/**
 * For tests: every route a service answers, but those of the platform itself, with the permission it asks for. What is public is listed, so
 * that a test names each such route.
 */
export function walkRoutes(app: NestFastifyApplication): {
  routes: readonly WalkedRoute[];
  withoutPermission: readonly string[];
  publicRoutes: readonly string[];
} {
  const routes = partsOf(app)
    .routes.list()
    .filter(({ url }) => !PLATFORM_ROUTES.includes(url))
    .map(({ method, url, config: { access } }) => ({
      method,
      url,
      permission: access === PUBLIC ? undefined : access?.permission,
      isPublic: access === PUBLIC,
    }));
  const named = (found: readonly WalkedRoute[]) => found.map(({ method, url }) => `${method} ${url}`);
  const isClosed = ({ permission, isPublic }: WalkedRoute) =>
    !isPublic && (permission === undefined || !(permission in PERMISSIONS));
  return {
    routes,
    withoutPermission: named(routes.filter(isClosed)),
    publicRoutes: named(routes.filter(({ isPublic }) => isPublic)),
  };
}
