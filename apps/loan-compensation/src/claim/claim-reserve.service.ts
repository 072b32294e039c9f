import type { Tx } from '@gusu/database';
import { outbox } from '@gusu/messaging';
import { type Fen, type LocalDate, localDateOf, shareOf } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { CapCounter } from '../cap/cap.js';
import { CapRepository } from '../cap/cap.repository.js';
import { releaseCap, reserveCap, roomOf, useCap } from '../cap/cap.rules.js';
import { CoveredPositionRepository } from '../covered-position/covered-position.repository.js';
import { COMMITTED, RESERVED } from '../pool/ledger.js';
import { LedgerRepository } from '../pool/ledger.repository.js';
import { positionOf } from '../pool/ledger.rules.js';
import type { Claim } from './claim.js';
import type { ClaimCase } from './claim-case.repository.js';
import type { QuoteFacts } from './quote.rules.js';

/** The counters that a claim shares with others; absent where the policy sets no such cap. */
interface Counters {
  pool?: CapCounter;
  bank?: CapCounter;
}

const atLeastZero = (fen: Fen): Fen => (fen > 0n ? fen : 0n);

/** Sets caps and cash aside for approved claims, uses and frees them (funding.md §6.2). Locks: pool → pool's counter → bank's counter. */
@Injectable()
export class ClaimReserveService {
  constructor(
    private readonly caps: CapRepository,
    private readonly ledger: LedgerRepository,
    private readonly positions: CoveredPositionRepository,
  ) {}

  /** What is free for a claim: what is set aside for it already counts as free. */
  async roomsFor(tx: Tx, { claim, terms, on }: ClaimCase): Promise<QuoteFacts['caps']> {
    const own = await this.caps.findReservation(tx, claim.claimNo);
    const isHeld = own?.status === 'reserved';
    const heldFen = isHeld ? own.payableFen : 0n;
    const { pool } = await this.counters(tx, claim, terms, isHeld ? own.period : periodOf(on));
    const { cashFen, reservedFen } = positionOf(await this.ledger.balances(tx, claim.poolCode));
    const { poolCode, bankCode } = claim;
    const enrolledFen = await this.positions.enrolledFen(tx, poolCode, bankCode, Number(periodOf(on)));
    const claimedFen = await this.lossClaimed(tx, claim, terms, periodOf(on));
    return {
      otherPolicyPaidFen: claim.otherPolicyPaidFen,
      bankYear: { enrolledFen, lossClaimedFen: atLeastZero(claimedFen) },
      poolAnnualRoomFen: pool ? roomOf(pool) + (isHeld && own.isPoolCapped ? heldFen : 0n) : null,
      poolCashFen: cashFen - reservedFen + heldFen,
    };
  }

  /** Sets aside what was approved. @throws Refusal cap/exhausted */
  async reserve(tx: Tx, { claim, terms, on, now }: ClaimCase, actorId: string): Promise<void> {
    const payableFen = atLeastZero(claim.quote?.payableFen ?? 0n);
    const period = periodOf(on);
    const counters = await this.counters(tx, claim, terms, period);
    const counted = await this.caps.lossCounted(tx, claim);
    const wantedFen = atLeastZero((claim.quote?.lossFen ?? 0n) - counted);
    const lossFen = counters.bank ? smaller(wantedFen, roomOf(counters.bank)) : wantedFen;
    if (counters.pool) await this.caps.save(tx, reserveCap(counters.pool, payableFen));
    if (counters.bank) await this.caps.save(tx, reserveCap(counters.bank, lossFen));
    const capped = { isPoolCapped: counters.pool !== undefined, isBankCapped: counters.bank !== undefined };
    const { claimNo } = claim;
    await this.caps.saveReservation(tx, {
      claimNo,
      period,
      payableFen,
      lossFen,
      ...capped,
      status: 'reserved',
    });
    await this.post(tx, claim, { kind: 'reserve', amountFen: payableFen, actorId, now });
  }

  /** Frees all that is set aside for a claim; nothing where nothing is. */
  async release(tx: Tx, { claim, terms, now }: ClaimCase, actorId: string): Promise<void> {
    const own = await this.caps.findReservation(tx, claim.claimNo);
    if (own?.status !== 'reserved') return;
    const { pool, bank } = await this.counters(tx, claim, terms, own.period);
    if (pool && own.isPoolCapped) await this.caps.save(tx, releaseCap(pool, own.payableFen));
    if (bank && own.isBankCapped) await this.caps.save(tx, releaseCap(bank, own.lossFen));
    await this.caps.saveReservation(tx, { ...own, status: 'released' });
    await this.post(tx, claim, { kind: 'release', amountFen: -own.payableFen, actorId, now });
  }

  /** Frees what is set aside beyond what is ordered to be paid, and of the bank's year beyond the loss it was ordered for. */
  async trim(tx: Tx, { claim, terms, now }: ClaimCase, actorId: string): Promise<void> {
    const own = await this.caps.findReservation(tx, claim.claimNo);
    if (own?.status !== 'reserved') return;
    const payableFen = atLeastZero(claim.quote?.payableFen ?? 0n);
    const lossFen = smaller(own.lossFen, claim.quote?.lossFen ?? 0n);
    const { pool, bank } = await this.counters(tx, claim, terms, own.period);
    if (pool && own.isPoolCapped) await this.caps.save(tx, releaseCap(pool, own.payableFen - payableFen));
    if (bank && own.isBankCapped) await this.caps.save(tx, releaseCap(bank, own.lossFen - lossFen));
    await this.caps.saveReservation(tx, { ...own, payableFen, lossFen });
    await this.post(tx, claim, { kind: 'release', amountFen: payableFen - own.payableFen, actorId, now });
  }

  /** Uses what is set aside; the ledger frees it with the payment itself. */
  async use(tx: Tx, { claim, terms }: ClaimCase): Promise<Fen> {
    const own = await this.caps.findReservation(tx, claim.claimNo);
    if (own?.status !== 'reserved') return 0n;
    const { pool, bank } = await this.counters(tx, claim, terms, own.period);
    if (pool && own.isPoolCapped) await this.caps.save(tx, useCap(pool, own.payableFen, own.payableFen));
    if (bank && own.isBankCapped) await this.caps.save(tx, useCap(bank, own.lossFen, own.lossFen));
    await this.caps.saveReservation(tx, { ...own, status: 'used' });
    return own.payableFen;
  }

  private async counters(
    tx: Tx,
    { poolCode, bankCode }: Claim,
    terms: ClaimCase['terms'],
    period: string,
  ): Promise<Counters> {
    const { poolAnnualPayCapFen, perBankAnnualLossBps } = terms;
    const counters: Counters = {};
    if (poolAnnualPayCapFen !== null) {
      const key = { capType: 'POOL_YEAR', scopeId: poolCode, period };
      counters.pool = await this.caps.lock(tx, key, poolAnnualPayCapFen);
    }
    if (perBankAnnualLossBps !== null) {
      const enrolledFen = await this.positions.enrolledFen(tx, poolCode, bankCode, Number(period));
      const key = { capType: 'BANK_YEAR', scopeId: `${poolCode}:${bankCode}`, period };
      counters.bank = await this.caps.lock(tx, key, shareOf(enrolledFen, perBankAnnualLossBps));
    }
    return counters;
  }

  /** The losses of the bank's year that count already, without those of this loan. */
  private async lossClaimed(tx: Tx, claim: Claim, terms: ClaimCase['terms'], period: string): Promise<Fen> {
    const { bank } = await this.counters(tx, claim, terms, period);
    if (!bank) return 0n;
    const ownFen = await this.caps.lossCounted(tx, claim, period);
    return bank.usedFen + bank.reservedFen - ownFen;
  }

  private async post(
    tx: Tx,
    { claimNo, poolCode, version }: Claim,
    {
      kind,
      amountFen,
      actorId,
      now,
    }: { kind: 'reserve' | 'release'; amountFen: bigint; actorId: string; now: Date },
  ): Promise<void> {
    if (amountFen === 0n) return;
    const lines = [
      { account: COMMITTED, amountFen },
      { account: RESERVED, amountFen: -amountFen },
    ];
    const reference = `${claimNo}/${version}`;
    const valueOn = localDateOf(now);
    const posting = { poolCode, kind, reference, valueOn, postedBy: actorId, postedAt: now, lines };
    outbox.append(tx, await this.ledger.post(tx, posting));
  }
}

const smaller = (a: Fen, b: Fen): Fen => (a < b ? a : b);
const periodOf = (on: LocalDate): string => on.slice(0, 4);
