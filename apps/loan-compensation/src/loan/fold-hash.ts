import { createHash } from 'node:crypto';
import type { Filing, LateInflow, LoanState } from './loan.js';

/** Names every member, so that one that is new cannot be left out of the hash by mistake. */
type Canonical<Type> = Record<keyof Type, unknown>;

/**
 * The state as canonical JSON: members in the order of the alphabet, fen as integers, nothing that is absent. Written out member by member,
 * because it is made for every event.
 */
export function canonicalLoan(state: LoanState): string {
  const { snapshot } = state;
  const canonical = {
    acceleratedOn: state.acceleratedOn,
    asOf: state.asOf,
    cutoffOn: state.cutoffOn,
    disbursedFen: Number(state.disbursedFen),
    disbursedOn: state.disbursedOn,
    exceptions: state.exceptions,
    extensions: state.extensions,
    filing: state.filing && canonicalFiling(state.filing),
    firstOverdueOn: state.firstOverdueOn,
    fiveClass: state.fiveClass,
    history: state.history.map(({ from, status }) => ({ from, status })),
    interestArrearsFen: Number(state.interestArrearsFen),
    isDefaulted: state.isDefaulted,
    isRestructured: state.isRestructured,
    lateInflows: state.lateInflows.map(canonicalInflow),
    maturity: state.maturity,
    nonPerformingSince: state.nonPerformingSince,
    originalMaturity: state.originalMaturity,
    overdueSince: state.overdueSince,
    principalArrearsFen: Number(state.principalArrearsFen),
    principalFen: Number(state.principalFen),
    ratePpm: state.ratePpm,
    recoveredFen: Number(state.recoveredFen),
    renewedOn: state.renewedOn,
    renewedTo: state.renewedTo,
    settledOn: state.settledOn,
    snapshot: snapshot && {
      asOf: snapshot.asOf,
      days: snapshot.days,
      isFollowedByInflow: snapshot.isFollowedByInflow,
    },
    upgradedOn: state.upgradedOn,
    writtenOffFen: Number(state.writtenOffFen),
  } satisfies Canonical<LoanState>;
  return JSON.stringify(canonical);
}

function canonicalFiling({ contractNo, creditCode, filedOn, plannedAmountFen, renewedFrom }: Filing) {
  return {
    contractNo,
    creditCode,
    filedOn,
    plannedAmountFen: Number(plannedAmountFen),
    renewedFrom,
  } satisfies Canonical<Filing>;
}

function canonicalInflow({ channel, costFen, eventId, grossFen, receivedOn, retypedFrom }: LateInflow) {
  return {
    channel,
    costFen: Number(costFen),
    eventId,
    grossFen: Number(grossFen),
    receivedOn,
    retypedFrom,
  } satisfies Canonical<LateInflow>;
}

/** A stored member of fen is a JSON integer. */
type Stored<Type> = { [Name in keyof Type]: Type[Name] extends bigint ? number : Type[Name] };

/** What a state that was stored before these members existed has of them. */
const ADDED_LATER = {
  extensions: 0,
  isRestructured: false,
  recoveredFen: 0,
  writtenOffFen: 0,
  lateInflows: [],
};

type StoredLoan = Stored<Omit<LoanState, 'filing' | 'lateInflows'>> & {
  filing?: Stored<Filing>;
  lateInflows: Stored<LateInflow>[];
};

/** The state that `canonicalLoan` wrote. */
export function readCanonicalLoan(text: string): LoanState {
  const { filing, lateInflows, ...stored } = { ...ADDED_LATER, ...(JSON.parse(text) as StoredLoan) };
  return {
    ...stored,
    disbursedFen: BigInt(stored.disbursedFen),
    principalFen: BigInt(stored.principalFen),
    principalArrearsFen: BigInt(stored.principalArrearsFen),
    interestArrearsFen: BigInt(stored.interestArrearsFen),
    recoveredFen: BigInt(stored.recoveredFen),
    writtenOffFen: BigInt(stored.writtenOffFen),
    lateInflows: lateInflows.map((inflow) => ({
      ...inflow,
      grossFen: BigInt(inflow.grossFen),
      costFen: BigInt(inflow.costFen),
    })),
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
