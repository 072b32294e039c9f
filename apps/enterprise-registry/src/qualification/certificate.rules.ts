import { refuse } from '@gusu/contracts';
import type { CreditCode } from '@gusu/values';
import type { Qualification } from './qualification.js';
import { holds, type Moved } from './qualification.rules.js';

/**
 * 证书编号: the number under which a granted title was certified. It is given once, while the title holds; `holder` is whose it is already, of all titles
 * of the programme (cultivation-talent.md §2).
 * @throws qualification/move-not-legal, qualification/certificate-given, qualification/certificate-taken
 */
export function certifyQualification(
  title: Qualification,
  { certNo, holder, now }: { certNo: string; holder: CreditCode | undefined; now: Date },
): Moved {
  const { qualificationId, programme } = title;
  if (!holds(title))
    throw refuse('qualification/move-not-legal', { qualificationId, status: title.status, move: 'certify' });
  if (title.certNo !== undefined)
    throw refuse('qualification/certificate-given', { qualificationId, certNo: title.certNo });
  if (holder) throw refuse('qualification/certificate-taken', { programme, certNo });
  const qualification = { ...title, certNo, version: title.version + 1, recordedAt: now };
  return { move: 'certify', qualification };
}
