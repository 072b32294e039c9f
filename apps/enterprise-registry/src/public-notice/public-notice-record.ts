import type { Acting } from '../enterprise/enterprise-record.js';
import type { PublicNotice } from './public-notice.js';

/** The audit entry of one move of one notice. */
export function auditOfNotice(action: string, actor: Acting, after: PublicNotice, before?: PublicNotice) {
  return {
    at: after.recordedAt.toISOString(),
    actorId: actor.id,
    action: `public-notice.${action}`,
    objectType: 'public-notice',
    objectId: after.noticeId,
    before,
    after,
    traceId: actor.traceId,
  };
}
