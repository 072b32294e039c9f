import { RecoveryShared } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import type { LoanTerms } from '@gusu/policies';
import { fenToJson, type LocalDate, localDateOf, type SignedFen } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { callbackOutbox } from '../callback/callback-outbox.repository.js';
import { ClaimRepository } from '../claim/claim.repository.js';
import { isPaid, movedBy, workdaysAfter } from '../claim/claim.rules.js';
import { unrecoveredChange } from '../covered-position/covered-position.rules.js';
import { CoveredPositionService } from '../covered-position/covered-position.service.js';
import type { LedgerLine, PostingKind } from '../pool/ledger.js';
import { LedgerRepository } from '../pool/ledger.repository.js';
import type { Compensation, PaidAdjustment, Recovery } from './compensation.js';
import { CompensationRepository } from './compensation.repository.js';
import type { Booked } from './booking.rules.js';
import { paidOf } from './compensation.rules.js';
import { clawbackLines, correctionLines, recoveryLines } from './recovery-posting.js';
import { outstandingOf } from './remittance.js';
import { remittanceNews } from './remittance-news.js';
import { RemittanceRepository } from './remittance.repository.js';

interface Recording {
  terms: LoanTerms;
  now: Date;
}

const BY_ITSELF = 'system';

/** Writes what was booked: its row, its posting, what the bank has to remit, the audit entry and the event. */
@Injectable()
export class RecoveryRecordService {
  constructor(
    private readonly compensations: CompensationRepository,
    private readonly remittances: RemittanceRepository,
    private readonly claims: ClaimRepository,
    private readonly ledger: LedgerRepository,
    private readonly positions: CoveredPositionService,
  ) {}

  /** @param of the rows that a correction corrects */
  async book(
    tx: Tx,
    compensation: Compensation,
    booked: Booked,
    { terms, now, of = [] }: Recording & { of?: readonly Recovery[] },
  ): Promise<Recovery> {
    const recoveryNo = await this.compensations.nextRecoveryNo(tx, localDateOf(now));
    const recovery: Recovery = { ...booked, recoveryNo, bookedAt: now };
    await this.compensations.addRecovery(tx, recovery);
    const dueOn = workdaysAfter(booked.receivedOn, terms.remitWorkdays);
    if (booked.poolFen > 0n)
      await this.owe(tx, compensation, { recoveryNo, dueFen: booked.poolFen, dueOn, now });
    const remittedFen = booked.poolFen < 0n ? await this.oweLess(tx, -booked.poolFen, of) : 0n;
    const { bankCode } = compensation;
    const isCorrection = booked.kind === 'correction';
    const lines = isCorrection
      ? correctionLines(bankCode, booked.layers, remittedFen)
      : recoveryLines(bankCode, booked.layers);
    const kind = isCorrection ? ('correction' as const) : ('recovery' as const);
    await this.post(tx, compensation, {
      kind,
      reference: recoveryNo,
      valueOn: booked.receivedOn,
      lines,
      now,
    });
    await this.moveUnrecovered(tx, compensation, -booked.poolFen);
    await this.markRecovering(tx, compensation, now);
    await this.tell(tx, compensation, recovery, booked.poolFen > 0n ? dueOn : undefined);
    return recovery;
  }

  /** An adjustment is written once; what it claws back is owed by the bank from today. */
  async adjust(
    tx: Tx,
    compensation: Compensation,
    adjustment: PaidAdjustment,
    { terms, now, actorId }: Recording & { actorId: string },
  ): Promise<void> {
    await this.compensations.addAdjustment(tx, adjustment);
    const { firstClaimNo, adjustmentNo, clawbackFen: dueFen, layers } = adjustment;
    const objectId = `${firstClaimNo}/${adjustmentNo}`;
    const entry = { at: now.toISOString(), actorId, objectType: 'claimAdjustment', objectId };
    audit.append(tx, { ...entry, action: 'claim-adjustment.make', after: adjustment });
    if (dueFen === 0n) return;
    await this.moveUnrecovered(tx, compensation, -dueFen);
    const today = localDateOf(now);
    const dueOn = workdaysAfter(today, terms.remitWorkdays);
    await this.owe(tx, compensation, { adjustmentNo, dueFen, dueOn, now });
    const lines = clawbackLines(compensation.bankCode, layers);
    await this.post(tx, compensation, { kind: 'clawback', reference: objectId, valueOn: today, lines, now });
    if (paidOf(compensation) === 0n) await this.markClawedBack(tx, compensation, now);
  }

  /** What a pool has paid and not had back weighs on its fuse. */
  async moveUnrecovered(tx: Tx, compensation: Compensation, unrecoveredFen: SignedFen): Promise<void> {
    const { poolCode, bankCode } = compensation;
    if (unrecoveredFen === 0n) return;
    await this.positions.move(tx, [unrecoveredChange({ poolCode, bankCode }, unrecoveredFen)]);
  }

  private async owe(
    tx: Tx,
    { firstClaimNo, poolCode, bankCode }: Compensation,
    owed: { recoveryNo?: string; adjustmentNo?: number; dueFen: bigint; dueOn: LocalDate; now: Date },
  ): Promise<void> {
    const { recoveryNo = null, adjustmentNo = null, dueFen, dueOn, now: openedAt } = owed;
    const fresh = { status: 'due' as const, remittedFen: 0n, setOffClaimNo: null };
    const of = { firstClaimNo, poolCode, bankCode, recoveryNo, adjustmentNo };
    const remittance = await this.remittances.insert(tx, { ...of, ...fresh, dueFen, dueOn, openedAt });
    const event = remittanceNews(remittance, openedAt);
    outbox.append(tx, event);
    await callbackOutbox.append(tx, [{ bankCode: remittance.bankCode, event }]);
  }

  /** Takes a wrong share from what is still due; returns what the bank has remitted of it already. */
  private async oweLess(tx: Tx, lessFen: bigint, of: readonly Recovery[]): Promise<bigint> {
    let leftFen = lessFen;
    const owed = await this.remittances.ofRecoveries(
      tx,
      of.map(({ recoveryNo }) => recoveryNo),
    );
    for (const remittance of owed.reverse()) {
      const openFen = remittance.status === 'setOff' ? 0n : outstandingOf(remittance);
      const takenFen = openFen < leftFen ? openFen : leftFen;
      if (takenFen === 0n) continue;
      leftFen -= takenFen;
      const dueFen = remittance.dueFen - takenFen;
      const status = dueFen === remittance.remittedFen ? ('remitted' as const) : remittance.status;
      await this.remittances.save(tx, { ...remittance, dueFen, status });
    }
    return leftFen;
  }

  private async post(
    tx: Tx,
    { poolCode }: Compensation,
    posting: { kind: PostingKind; reference: string; valueOn: LocalDate; lines: LedgerLine[]; now: Date },
  ): Promise<void> {
    const { lines, now: postedAt, ...given } = posting;
    if (lines.length === 0) return;
    outbox.append(
      tx,
      await this.ledger.post(tx, { ...given, poolCode, postedBy: BY_ITSELF, postedAt, lines }),
    );
  }

  private async markRecovering(tx: Tx, { bankCode, dueBillNo }: Compensation, now: Date): Promise<void> {
    for (const before of await this.claims.lockOfLoan(tx, bankCode, dueBillNo)) {
      if (before.status !== 'paid') continue;
      const after = movedBy(before, 'recover', now);
      await this.claims.save(tx, after, { move: 'recover', actorId: BY_ITSELF });
    }
  }

  private async markClawedBack(tx: Tx, { bankCode, dueBillNo }: Compensation, now: Date): Promise<void> {
    for (const before of await this.claims.lockOfLoan(tx, bankCode, dueBillNo)) {
      if (!isPaid(before) || before.status === 'closed' || before.status === 'clawedBack') continue;
      const after = movedBy(before, 'clawBack', now);
      await this.claims.save(tx, after, { move: 'clawBack', actorId: BY_ITSELF });
    }
  }

  private async tell(
    tx: Tx,
    compensation: Compensation,
    recovery: Recovery,
    remitOn: LocalDate | undefined,
  ): Promise<void> {
    const { recoveryNo, bankCode, dueBillNo, grossFen, netFen, poolFen, receivedOn, bookedAt } = recovery;
    const entry = {
      at: bookedAt.toISOString(),
      actorId: BY_ITSELF,
      objectType: 'recovery',
      objectId: recoveryNo,
    };
    audit.append(tx, { ...entry, action: `recovery.${recovery.kind}`, after: recovery });
    const amounts = { grossFen: fenToJson(grossFen), netFen: fenToJson(netFen), poolFen: fenToJson(poolFen) };
    const of = { recoveryNo, claimNo: compensation.firstClaimNo, bankCode, dueBillNo, receivedOn };
    const due = remitOn === undefined ? {} : { remitOn };
    const event = RecoveryShared.of(compensation.firstClaimNo, { ...of, ...amounts, ...due }, bookedAt);
    outbox.append(tx, event);
    await callbackOutbox.append(tx, [{ bankCode, event }]);
  }
}
