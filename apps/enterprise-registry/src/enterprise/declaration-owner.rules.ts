import { refuse } from '@gusu/contracts';
import type { Actor } from '@gusu/values';
import type { Enterprise } from './enterprise.js';

/**
 * Only an enterprise itself declares its facts (cultivation-talent.md §7.0): an officer who also acts for an enterprise declares
 * for that one alone.
 * @throws enterprise/not-your-enterprise
 */
export function requireOwner({ creditCode }: Enterprise, actor: Actor): void {
  if (actor.enterprise !== creditCode) throw refuse('enterprise/not-your-enterprise', { creditCode });
}
