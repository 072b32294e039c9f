import type { LoanPolicy } from '@gusu/policies';
import type { Fen } from '@gusu/values';
import type { KnownEnterprise } from './borrower.rules.js';
import type { FilingGround } from './filing-ground.js';
import type { FilingRequest, FilingStanding, LoanFiling } from './filing.js';
import { quoteFor } from './rate-cap.rules.js';

interface Held {
  fen: Fen;
  loans: number;
}

interface Asked {
  programme: string;
  creditCode: string;
  bankCode: string;
  request: FilingRequest;
}

const NOTHING: Held = { fen: 0n, loans: 0 };
const ENDED = ['settled', 'renewed'];

const keyOf = (programme: string, of: string): string => `${programme} ${of}`;

/**
 * What caps, leverage and fuses say of each filing of a group: as it was under the locks, and with what the group has filed already. Sums
 * run along, so that a group of five hundred filings costs five hundred times what one does.
 */
export class StandingBook {
  private readonly enterprises: ReadonlyMap<string, KnownEnterprise>;
  private readonly pools: ReadonlyMap<string, FilingGround['pools'][number]>;
  private readonly banks: ReadonlyMap<string, FilingGround['banks'][number]>;
  private readonly ofEnterprise = new Map<string, Held>();
  private readonly filedOfBank = new Map<string, Fen>();
  private readonly filedOfProgramme = new Map<string, Fen>();

  constructor(private readonly ground: FilingGround) {
    this.enterprises = new Map(ground.enterprises.map((each) => [each.creditCode, each]));
    this.pools = new Map(ground.pools.map((pool) => [pool.programme, pool]));
    this.banks = new Map(ground.banks.map((bank) => [keyOf(bank.programme, bank.bankCode), bank]));
    for (const { programme, creditCode, heldFen, loanStatus } of ground.held)
      this.hold(keyOf(programme, creditCode), heldFen, ENDED.includes(loanStatus) ? 0 : 1);
  }

  /** @throws Error for an enterprise that is not in the copy */
  enterprise(creditCode: string): KnownEnterprise {
    const known = this.enterprises.get(creditCode);
    if (!known) throw new Error(`${creditCode} filed a loan and is not in the copy`);
    return known;
  }

  poolCode(programme: string): string | null {
    return this.pools.get(programme)?.poolCode ?? null;
  }

  standingOf({ programme, creditCode, bankCode, request }: Asked, policy?: LoanPolicy): FilingStanding {
    const enterprise = this.ofEnterprise.get(keyOf(programme, creditCode)) ?? NOTHING;
    const ofBank = keyOf(programme, bankCode);
    const bank = this.banks.get(ofBank);
    const pool = this.pools.get(programme);
    const lprPpm = policy && quoteFor(request.filedOn, this.ground.quotes, policy.terms)?.ratePpm;
    return {
      enterpriseLiveFen: enterprise.fen,
      enterpriseLiveLoans: enterprise.loans,
      bankLiveFen: (bank?.heldFen ?? 0n) + (this.filedOfBank.get(ofBank) ?? 0n),
      bankFuse: bank?.fuse ?? 'NORMAL',
      ...(pool && {
        pool: {
          capitalFen: pool.capitalFen,
          coveredFen: pool.coveredFen + (this.filedOfProgramme.get(programme) ?? 0n),
          fuse: pool.fuse,
        },
      }),
      ...(lprPpm === undefined ? {} : { lprPpm }),
    };
  }

  /** What a decision leaves for those after it. */
  enter({ status, programme, creditCode, bankCode, filedFen }: LoanFiling): void {
    if (status !== 'confirmed') return;
    this.hold(keyOf(programme, creditCode), filedFen, 1);
    add(this.filedOfBank, keyOf(programme, bankCode), filedFen);
    add(this.filedOfProgramme, programme, filedFen);
  }

  private hold(key: string, fen: Fen, loans: number): void {
    const before = this.ofEnterprise.get(key) ?? NOTHING;
    this.ofEnterprise.set(key, { fen: before.fen + fen, loans: before.loans + loans });
  }
}

function add(sums: Map<string, Fen>, key: string, fen: Fen): void {
  sums.set(key, (sums.get(key) ?? 0n) + fen);
}
