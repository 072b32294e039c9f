import { DiscrepancyOpened, DiscrepancyResolved, type DomainEvent } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { callbackOutbox } from '../callback/callback-outbox.repository.js';
import { REFUSED_FINDINGS, type Discrepancy, type Finding, type Look, type Turn } from './discrepancy.js';
import { FindingRepository } from './finding.repository.js';

export const SYSTEM = 'system';

/** A due bill at which a group of events was at work. */
interface Observed {
  isTouched: boolean;
  look(): Look;
  turn(): Turn | undefined;
}

interface RefusedEvent {
  bankCode: string;
  dueBillNo: string;
  eventId: string;
  code: string;
}

/** Notes what is found in the data of banks, in the transaction that finds it; a group in which there is nothing to note pays for nothing. */
export class FindingService {
  private readonly findings = new FindingRepository();

  async note(tx: Tx, desks: readonly Observed[], now: Date): Promise<void> {
    const touched = desks.filter((desk) => desk.isTouched);
    const looks = touched.map((desk) => desk.look());
    const turns = touched.flatMap((desk) => desk.turn() ?? []);
    const worth = looks.filter(({ findings, mayHaveOlder }) => mayHaveOlder || findings.length > 0);
    const refinanced = turns.length === 0 ? [] : await this.findings.refinanced(tx, turns);
    const again = refinanced.map((loan) => ({ ...loan, code: 'REFINANCE_SUSPECT' as const }));
    const vanished = await this.findings.settleVanished(tx, worth, now);
    announceResolved(tx, vanished, SYSTEM, now);
    await this.open(tx, [...worth.flatMap(({ findings }) => findings), ...again], now);
  }

  /** What is refused leaves nothing behind, unless a person should know of it. */
  async noteRefused(tx: Tx, refused: readonly RefusedEvent[], now: Date): Promise<void> {
    const findings = new Map<string, Finding>();
    for (const { bankCode, dueBillNo, eventId, code } of refused) {
      const noted = REFUSED_FINDINGS.find((each) => each === code);
      // One message may be refused twice in a group; a person looks at it once.
      if (noted)
        findings.set(`${bankCode} ${eventId} ${noted}`, { bankCode, dueBillNo, eventId, code: noted });
    }
    if (findings.size > 0) await this.open(tx, [...findings.values()], now);
  }

  async open(tx: Tx, findings: readonly Finding[], now: Date): Promise<Discrepancy[]> {
    const opened = await this.findings.open(tx, findings, now);
    const at = now.toISOString();
    const told: { bankCode: string; event: DomainEvent }[] = [];
    for (const exception of opened) {
      const { discrepancyId, bankCode, dueBillNo, code, severity, dueOn, eventId } = exception;
      const data = { discrepancyId, bankCode, dueBillNo, code, severity, dueOn };
      const event = DiscrepancyOpened.of(discrepancyId, data, now);
      outbox.append(tx, event);
      told.push({ bankCode, event });
      const after = { code, bankCode, dueBillNo, eventId };
      const object = { objectType: 'discrepancy', objectId: discrepancyId };
      audit.append(tx, { at, actorId: SYSTEM, action: 'discrepancy.open', ...object, after });
    }
    await callbackOutbox.append(tx, told);
    return opened;
  }
}

/** Tells of exceptions that are settled, and writes down by whom. */
export function announceResolved(
  tx: Tx,
  exceptions: readonly Discrepancy[],
  actorId: string,
  now: Date,
): void {
  const at = now.toISOString();
  for (const { discrepancyId, bankCode, dueBillNo, code, severity, resolution, reason } of exceptions) {
    if (resolution === null) continue;
    const data = { discrepancyId, bankCode, dueBillNo, code, severity, resolution };
    outbox.append(tx, DiscrepancyResolved.of(discrepancyId, data, now));
    const object = { objectType: 'discrepancy', objectId: discrepancyId };
    const why = reason === null ? {} : { reason };
    audit.append(tx, {
      at,
      actorId,
      action: 'discrepancy.resolve',
      ...object,
      after: { resolution },
      ...why,
    });
  }
}
