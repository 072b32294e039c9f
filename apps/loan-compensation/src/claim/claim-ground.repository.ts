import { refuse } from '@gusu/contracts';
import type { Tx } from '@gusu/database';
import type { LoanPolicy } from '@gusu/policies';
import type { LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { BankEvent } from '../bank-event/bank-event.js';
import { BankEventRepository } from '../bank-event/bank-event.repository.js';
import { readBankEvent } from '../bank-event/bank-event-reader.js';
import { CoveredPositionRepository } from '../covered-position/covered-position.repository.js';
import { DiscrepancyRepository } from '../discrepancy/discrepancy.repository.js';
import type { LoanFiling } from '../filing/filing.js';
import { FilingRepository } from '../filing/filing.repository.js';
import { PolicyVersionRepository } from '../loan-policy/policy-version.repository.js';
import { foldLoan } from '../loan/loan-fold.rules.js';
import { canonicalLoan, readCanonicalLoan } from '../loan/fold-hash.js';
import type { LoanState } from '../loan/loan.js';
import type { ClaimGround } from './claim-facts.rules.js';

interface DueBill {
  bankCode: string;
  dueBillNo: string;
}

/** Event types that nobody understands are kept, and put no loan in doubt. */
const HARMLESS = 'UNSUPPORTED';

@Injectable()
export class ClaimGroundRepository {
  constructor(
    private readonly events: BankEventRepository,
    private readonly filings: FilingRepository,
    private readonly positions: CoveredPositionRepository,
    private readonly policies: PolicyVersionRepository,
    private readonly discrepancies: DiscrepancyRepository,
  ) {}

  /** The first lock of whoever touches a claim: its loan, which no bank event can change meanwhile. @throws Refusal loan/not-found */
  async lockLoan(tx: Tx, { bankCode, dueBillNo }: DueBill): Promise<void> {
    const locked = await tx.execute(
      'select from loan where bank_code = $1 and due_bill_no = $2 and version > 0 for update',
      [bankCode, dueBillNo],
    );
    if (locked === 0) throw refuse('loan/not-found', { dueBillNo });
  }

  async read(tx: Tx, dueBill: DueBill, on: LocalDate): Promise<ClaimGround> {
    const { bankCode, dueBillNo } = dueBill;
    const filing = await this.filings.findOf(tx, bankCode, dueBillNo);
    const policy = filing && (await this.policyOf(tx, filing));
    const { loan, events } = await this.foldTo(tx, dueBill, on);
    return {
      filing,
      policy,
      loan,
      events,
      ...(await this.standing(tx, dueBill)),
      fuses: filing?.poolCode ? await this.positions.fuseLevels(tx, filing.poolCode, bankCode) : [],
    };
  }

  /** The loan with what came in after a day set apart (funding.md §6.2), and the events it is folded from. */
  async foldTo(
    tx: Tx,
    dueBill: DueBill,
    cutoffOn: LocalDate,
  ): Promise<{ loan: LoanState; events: BankEvent[] }> {
    const stored = await this.events.ofLoans(tx, [dueBill]);
    const events = stored.map(({ body }) => readBankEvent(JSON.parse(body)));
    const confirmed = new Map(
      stored.flatMap(({ isSeparate }, index) => {
        const eventId = events[index]?.eventId;
        return isSeparate === null || eventId === undefined ? [] : [[eventId, isSeparate] as const];
      }),
    );
    return { loan: foldLoan(events, { confirmed, cutoffOn }).state, events };
  }

  async loanVersion(tx: Tx, { bankCode, dueBillNo }: DueBill): Promise<bigint> {
    const [row] = await tx.query<{ version: bigint }>(
      'select version from loan where bank_code = $1 and due_bill_no = $2',
      [bankCode, dueBillNo],
    );
    return row?.version ?? 0n;
  }

  /** The loan as it was folded last. @throws Refusal loan/not-found */
  async storedLoan(tx: Tx, { bankCode, dueBillNo }: DueBill): Promise<LoanState> {
    const [row] = await tx.query<{ state: string }>(
      'select state from loan where bank_code = $1 and due_bill_no = $2 and version > 0',
      [bankCode, dueBillNo],
    );
    if (!row) throw refuse('loan/not-found', { dueBillNo });
    return readCanonicalLoan(row.state);
  }

  /** Tells a loan the day of its first payment order; it stays, whatever is paid later. What follows from it the next fold finds. */
  async setCutoff(tx: Tx, { bankCode, dueBillNo }: DueBill, cutoffOn: LocalDate): Promise<void> {
    const state = await this.storedLoan(tx, { bankCode, dueBillNo });
    if (state.cutoffOn !== undefined) return;
    await tx.execute(`update loan set state = $3, tail = 'null' where bank_code = $1 and due_bill_no = $2`, [
      bankCode,
      dueBillNo,
      canonicalLoan({ ...state, cutoffOn }),
    ]);
  }

  /** A grave exception that is open, or an event that waits and may yet change the loan, puts its data in doubt (I-12). */
  private async standing(tx: Tx, { bankCode, dueBillNo }: DueBill) {
    const [row] = await tx.query<{ isWaiting: boolean; isBankExited: boolean }>(
      `select exited_on is not null as "isBankExited", exists (
                select from bank_event e where e.due_bill_no = $2 and e.bank_code = b.bank_code and e.status = 'PARKED'
                  and e.code is distinct from '${HARMLESS}') as "isWaiting"
         from partner_bank b where bank_code = $1`,
      [bankCode, dueBillNo],
    );
    const grave = await this.discrepancies.openGrave(tx, bankCode, dueBillNo);
    return {
      isDataHeld: grave.length > 0 || row?.isWaiting === true,
      isBankExited: row?.isBankExited === true,
    };
  }

  private async policyOf(tx: Tx, { policyId }: LoanFiling): Promise<LoanPolicy | undefined> {
    const [programme, version] = policyId?.split('/') ?? [];
    if (!programme || !version) return undefined;
    return this.policies.policyOf(programme, Number(version), tx);
  }
}
