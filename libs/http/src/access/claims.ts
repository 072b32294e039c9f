import { findDistrict, ROLES, type Actor, type CreditCode, type Role, writtenCreditCode } from '@gusu/values';
import { z } from 'zod';

const known = new Set<string>(ROLES);
const code = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
// Whoever issued the token has checked whose it is, also where the enterprise was registered by exception.
const creditCode = z
  .string()
  .refine((text) => writtenCreditCode(text) === text, 'not a credit code')
  .transform((text) => text as CreditCode);

// An issuer adds roles and claims of its own (Keycloak does); they mean nothing here.
const claims = z.object({
  sub: z.string().min(1).max(200),
  roles: z
    .array(z.string())
    .max(200)
    .transform((roles) => roles.filter((role): role is Role => known.has(role))),
  enterprise: creditCode.optional(),
  bank: code.optional(),
  district: z
    .string()
    .refine((text) => findDistrict(text) !== undefined, 'not a district')
    .optional(),
  department: z.string().min(1).max(100).optional(),
});

/** A role that sees only its own part of the world, and the claim that says which part. */
const SCOPES: readonly (readonly [prefix: string, scope: 'enterprise' | 'bank' | 'district'])[] = [
  ['enterprise-', 'enterprise'],
  ['bank', 'bank'],
  ['district-', 'district'],
];

/**
 * Reads the actor out of verified claims; `undefined` when they do not describe one. A role bound to a scope counts only with its
 * scope: a district's clerk without a district must not be taken for somebody who sees them all.
 */
export function actorOf(payload: unknown): Actor | undefined {
  const read = claims.safeParse(payload);
  if (!read.success) return undefined;
  const { sub, roles, ...scope } = read.data;
  for (const [prefix, claim] of SCOPES)
    if (scope[claim] === undefined && roles.some((role) => role.startsWith(prefix))) return undefined;
  return { id: sub, roles, ...scope };
}
