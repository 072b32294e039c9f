import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { routeConfig } from '../request/route-config.js';
import { PERMISSIONS, type PermissionName } from './permissions.js';

export interface AccessRule {
  permission: PermissionName;
  /**
   * Who says who is calling. `token`: an access token, checked before the body is read. `signature`: the endpoint verifies the
   * message by itself; a token may be left out, but one that is sent must be valid and hold the permission.
   */
  authentication: 'token' | 'signature';
}

/** Nobody is asked who they are. As explicit as a permission: an endpoint with neither is closed. */
export const PUBLIC = 'public';
export type Access = AccessRule | typeof PUBLIC;

/** The one permission this endpoint asks for. An endpoint without it is refused to everybody. */
export function Permission(
  permission: PermissionName,
  options: { authentication?: AccessRule['authentication'] } = {},
): MethodDecorator {
  const access: AccessRule = { permission, authentication: options.authentication ?? 'token' };
  const decorators = [
    routeConfig({ access }),
    ApiExtension('x-permission', { name: permission, roles: [...PERMISSIONS[permission]] }),
  ];
  if (access.authentication === 'token') decorators.push(ApiBearerAuth());
  return applyDecorators(...decorators);
}

/**
 * What the law has published for everybody to read, and nothing else: no token is looked at, the answer is the same for all, and an address
 * may come only so often.
 */
export function Public(): MethodDecorator {
  return applyDecorators(routeConfig({ access: PUBLIC }), ApiExtension('x-public', true));
}
