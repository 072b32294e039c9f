import { createHash } from 'node:crypto';
import type { Filing, LoanState } from './loan.js';

/** Names every member, so that one that is new cannot be left out of the hash by mistake. */
type Canonical<Type> = Record<keyof Type, unknown>;

/**
 * The state as canonical JSON: members in the order of the alphabet, fen as integers, nothing that is absent. Written out member by member,
 * because it is made for every event.
 */
export function canonicalLoan(state: LoanState): string {
  const canonical = {
    asOf: state.asOf,
    disbursedFen: Number(state.disbursedFen),
    disbursedOn: state.disbursedOn,
    exceptions: state.exceptions,
    filing: state.filing && canonicalFiling(state.filing),
    firstOverdueOn: state.firstOverdueOn,
    fiveClass: state.fiveClass,
    history: state.history.map(({ from, status }) => ({ from, status })),
    interestArrearsFen: Number(state.interestArrearsFen),
    isDefaulted: state.isDefaulted,
    maturity: state.maturity,
    overdueSince: state.overdueSince,
    principalArrearsFen: Number(state.principalArrearsFen),
    principalFen: Number(state.principalFen),
    ratePpm: state.ratePpm,
    settledOn: state.settledOn,
  } satisfies Canonical<LoanState>;
  return JSON.stringify(canonical);
}

function canonicalFiling({ contractNo, creditCode, filedOn, plannedAmountFen }: Filing) {
  return {
    contractNo,
    creditCode,
    filedOn,
    plannedAmountFen: Number(plannedAmountFen),
  } satisfies Canonical<Filing>;
}

/** A stored member of fen is a JSON integer. */
type Stored<Type> = { [Name in keyof Type]: Type[Name] extends bigint ? number : Type[Name] };

/** The state that `canonicalLoan` wrote. */
export function readCanonicalLoan(text: string): LoanState {
  const { filing, ...stored } = JSON.parse(text) as Stored<Omit<LoanState, 'filing'>> & {
    filing?: Stored<Filing>;
  };
  return {
    ...stored,
    disbursedFen: BigInt(stored.disbursedFen),
    principalFen: BigInt(stored.principalFen),
    principalArrearsFen: BigInt(stored.principalArrearsFen),
    interestArrearsFen: BigInt(stored.interestArrearsFen),
    ...(filing ? { filing: { ...filing, plannedAmountFen: BigInt(filing.plannedAmountFen) } } : {}),
  };
}

/** Equal states have equal hashes, whatever the order in which their events arrived (I-04). */
export function foldHashOf(state: LoanState): string {
  return hashOfCanonical(canonicalLoan(state));
}

/** The hash of a state that is written already. */
export function hashOfCanonical(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
