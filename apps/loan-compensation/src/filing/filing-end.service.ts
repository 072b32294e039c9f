import { FilingLapsed, FilingRevoked } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { localDateOf } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { callbackOutbox } from '../callback/callback-outbox.repository.js';
import { contributionOf, positionChange } from '../covered-position/covered-position.rules.js';
import { CoveredPositionService } from '../covered-position/covered-position.service.js';
import { EMPTY_LOAN, type LoanState } from '../loan/loan.js';
import { coverOf } from './cover.rules.js';
import { endFiling, type FilingEnd } from './filing-end.rules.js';
import { filingReceipt } from './filing-receipt.rules.js';
import type { FILING_MOVES, LoanFiling } from './filing.js';
import { FilingRepository } from './filing.repository.js';

/** A filing to be ended under the lock of its loan. */
export interface LockedFiling {
  filing: LoanFiling;
  state: LoanState;
}

/** Ends filings. Locks: loan rows by (bank, due bill) → filings → covered positions. */
@Injectable()
export class FilingEndService {
  constructor(
    private readonly filings: FilingRepository,
    private readonly positions: CoveredPositionService,
  ) {}

  /** Ends one whose loan is locked; the position of its pool is the caller's to move. */
  async end(
    tx: Tx,
    filing: LoanFiling,
    name: keyof typeof FILING_MOVES,
    facts: FilingEnd,
  ): Promise<LoanFiling> {
    const ended = endFiling(filing, name, facts);
    await this.filings.end(tx, ended);
    await this.announce(tx, ended, facts);
    audit.append(tx, {
      at: facts.now.toISOString(),
      actorId: facts.endedBy,
      action: `filing.${name}`,
      objectType: 'filing',
      objectId: ended.filingNo,
      before: { status: filing.status },
      after: { ...filingReceipt(ended), status: ended.status, ending: ended.ending, reason: ended.endReason },
    });
    return ended;
  }

  /** Ends one outside the recording of events: what it held is free again with the same commit. */
  async endWithPosition(
    tx: Tx,
    { filing, state }: LockedFiling,
    name: keyof typeof FILING_MOVES,
    facts: FilingEnd,
  ): Promise<LoanFiling> {
    const ended = await this.end(tx, filing, name, facts);
    const { poolCode, bankCode } = filing;
    if (poolCode === null) return ended;
    const before = contributionOf(state, coverOf(filing));
    const change = positionChange({ poolCode, bankCode }, before, contributionOf(EMPTY_LOAN, undefined));
    await this.positions.move(tx, change ? [change] : []);
    return ended;
  }

  private async announce(tx: Tx, filing: LoanFiling, { ending, now }: FilingEnd): Promise<void> {
    const { bankCode, dueBillNo, filingNo, creditCode, programme } = filing;
    const subject = { bankCode, dueBillNo, filingNo, creditCode, programme };
    const key = `${bankCode}:${dueBillNo}`;
    const day = localDateOf(now);
    const event =
      ending === null
        ? FilingLapsed.of(key, { ...subject, lapsedOn: day }, now)
        : FilingRevoked.of(key, { ...subject, ending, revokedOn: day }, now);
    outbox.append(tx, event);
    await callbackOutbox.append(tx, [{ bankCode, event }]);
  }
}
