import { refuse, type RefusalGround } from '@gusu/contracts';
import type { LoanTerms } from '@gusu/policies';
import {
  type Actor,
  addWorkingDays,
  hasRole,
  legalMoves,
  type LocalDate,
  localDateOf,
  move,
  ValueError,
} from '@gusu/values';
import {
  type Claim,
  CLAIM_MOVES,
  type ClaimMove,
  type ClaimStatus,
  MOVE_MAKERS,
  PAID_STATUSES,
  SIGNATURES,
  type Suspension,
} from './claim.js';

/** A claim is returned at most twice, as an application for a title is (a default of ours). */
export const MOST_RETURNS = 2;

export interface Acting {
  actor: Actor;
  now: Date;
}

export type ClockTerms = Pick<
  LoanTerms,
  'agencyReviewWorkdays' | 'bureauReviewWorkdays' | 'financeReviewWorkdays' | 'publicNoticeWorkdays'
>;

/**
 * Who may, then whether the move is legal; the step's clock starts with it (funding.md §6.2, §13). A move that is signed is signed by
 * nobody who signed another one (I-13).
 * @throws Refusal permission/denied, claim/not-a-party, claim/four-eyes, claim/move-not-legal, claim/calendar-missing
 */
export function moveClaim(claim: Claim, name: ClaimMove, acting: Acting, terms: ClockTerms): Claim {
  const { actor, now } = acting;
  requireMaker(claim, name, actor);
  const status = move<ClaimStatus, ClaimMove>(CLAIM_MOVES, name, claim.status);
  if (!status) throw refuse('claim/move-not-legal', { status: claim.status, move: name });
  const signature = MOVE_MAKERS[name]?.signature;
  const signatures =
    signature === undefined ? claim.signatures : { ...claim.signatures, [signature]: actor.id };
  const dueOn = dueDayOf(status, localDateOf(now), terms);
  return changed({ ...claim, status, signatures, dueOn }, now);
}

/** The last day of a step that begins on `from`; a step without a clock has none (§13). @throws Refusal claim/calendar-missing */
export function dueDayOf(status: ClaimStatus, from: LocalDate, terms: ClockTerms): LocalDate | undefined {
  switch (status) {
    case 'submitted':
    case 'agencyReview':
      return workdaysAfter(from, terms.agencyReviewWorkdays);
    case 'bureauReview':
      return workdaysAfter(from, terms.bureauReviewWorkdays);
    case 'publicNotice':
      return workdaysAfter(from, terms.publicNoticeWorkdays);
    case 'financeApproval':
      return workdaysAfter(from, terms.financeReviewWorkdays);
    default:
      return undefined;
  }
}

/** @throws Refusal claim/calendar-missing for a year whose holidays are not known: an error, not a guess */
export function workdaysAfter(from: LocalDate, days: number): LocalDate {
  try {
    return addWorkingDays(from, days);
  } catch (error) {
    if (error instanceof ValueError) throw refuse('claim/calendar-missing', { from, days });
    throw error;
  }
}

function requireMaker({ bankCode, signatures }: Claim, name: ClaimMove, actor: Actor): void {
  const maker = MOVE_MAKERS[name];
  if (!maker || !hasRole(actor, ...maker.roles)) throw refuse('permission/denied', { move: name });
  const isOfBank = maker.roles.includes('bank');
  // I-13: whoever acts for a bank decides on no claim, whatever other role the token names.
  if (isOfBank ? actor.bank !== bankCode : actor.bank !== undefined)
    throw refuse('claim/not-a-party', { move: name });
  const { signature } = maker;
  if (signature === undefined) return;
  const signedAlready = SIGNATURES.find((other) => other !== signature && signatures[other] === actor.id);
  if (signedAlready) throw refuse('claim/four-eyes', { move: name, signed: signedAlready });
}

/** The moves that are legal now and that this person may make: what a screen may offer. */
export function movesOf(claim: Claim, actor: Actor): string[] {
  return legalMoves(CLAIM_MOVES, claim.status).filter((name) => {
    try {
      requireMaker(claim, name as ClaimMove, actor);
      return true;
    } catch {
      return false;
    }
  });
}

/** Sends a claim back to the bank with what is wrong with it (补正). @throws Refusal claim/returns-exhausted */
export function returnClaim(claim: Claim, reason: string, acting: Acting, terms: ClockTerms): Claim {
  const returned = moveClaim(claim, 'return', acting, terms);
  if (claim.returns >= MOST_RETURNS) throw refuse('claim/returns-exhausted', { returns: claim.returns });
  return { ...returned, returns: claim.returns + 1, reason };
}

/** The public notice runs to the end of its last day. @throws Refusal claim/notice-running */
export function concludeNotice(claim: Claim, acting: Acting, terms: ClockTerms): Claim {
  const concluded = moveClaim(claim, 'conclude', acting, terms);
  const { dueOn } = claim;
  if (dueOn === undefined || localDateOf(acting.now) <= dueOn)
    throw refuse('claim/notice-running', { until: dueOn ?? null });
  return concluded;
}

/** A refusal names its ground (§13); the bank bears all. */
export function rejectClaim(
  claim: Claim,
  { refusalGround, reason }: { refusalGround: RefusalGround; reason: string },
  acting: Acting,
  terms: ClockTerms,
): Claim {
  return { ...moveClaim(claim, 'reject', acting, terms), refusalGround, reason };
}

/** Stops a claim where it stands until a person lets it go on. */
export function suspendClaim(claim: Claim, suspensions: readonly Suspension[], now: Date): Claim {
  const status = move<ClaimStatus, ClaimMove>(CLAIM_MOVES, 'suspend', claim.status);
  if (!status) throw refuse('claim/move-not-legal', { status: claim.status, move: 'suspend' });
  return changed({ ...claim, status, suspendedFrom: claim.status, suspensions, dueOn: undefined }, now);
}

/** A suspended claim goes on where it stood, and the clock of that step starts anew. */
export function resumeClaim(claim: Claim, acting: Acting, terms: ClockTerms): Claim {
  const resumed = moveClaim(claim, 'resume', acting, terms);
  const { suspendedFrom: status = 'submitted' } = claim;
  const dueOn = dueDayOf(status, localDateOf(acting.now), terms);
  return { ...resumed, status, suspendedFrom: undefined, suspensions: [], dueOn };
}

/** What the loan, its data and the fuses say on the day of a step. */
export interface ClaimStanding {
  isCured: boolean;
  isDataHeld: boolean;
  isFuseStopped: boolean;
}

/**
 * What has become of a claim without anybody deciding (funding.md §6.2, AT-23): cured loans end it where the policy says so, a tripped
 * fuse or data in doubt stop it. The same claim where nothing has.
 */
export function followLoan(
  claim: Claim,
  { isCured, isDataHeld, isFuseStopped }: ClaimStanding,
  { isClaimLapsedByCure }: Pick<LoanTerms, 'isClaimLapsedByCure'>,
  now: Date,
): Claim {
  if (
    isCured &&
    isClaimLapsedByCure &&
    claim.firstClaimNo === undefined &&
    CLAIM_MOVES.lapse.from.some(isAt(claim))
  )
    return changed({ ...claim, status: 'lapsed', reason: '逾期已消除', dueOn: undefined }, now);
  const suspensions: Suspension[] = [
    ...(isFuseStopped ? (['FUSE_STOP_COMP'] as const) : []),
    ...(isDataHeld ? (['DATA_HOLD'] as const) : []),
  ];
  if (suspensions.length === 0 || !CLAIM_MOVES.suspend.from.some(isAt(claim))) return claim;
  return suspendClaim(claim, suspensions, now);
}

const isAt =
  ({ status }: Claim) =>
  (one: ClaimStatus) =>
    one === status;

/** The move alone, for what comes about by itself: the first receipt, a claw-back. */
export function movedBy(claim: Claim, name: 'recover' | 'clawBack' | 'close', now: Date): Claim {
  const status = move<ClaimStatus, ClaimMove>(CLAIM_MOVES, name, claim.status);
  if (!status) throw refuse('claim/move-not-legal', { status: claim.status, move: name });
  return status === claim.status ? claim : changed({ ...claim, status }, now);
}

/** @throws Refusal claim/paid-too-early */
export function payClaim(
  claim: Claim,
  { paymentNo, paidOn }: { paymentNo: string; paidOn: LocalDate },
  acting: Acting,
  terms: ClockTerms,
): Claim {
  const paid = moveClaim(claim, 'pay', acting, terms);
  const { cutoffOn } = claim;
  if (cutoffOn === undefined || paidOn < cutoffOn || paidOn > localDateOf(acting.now))
    throw refuse('claim/paid-too-early', { cutoffOn: cutoffOn ?? null, paidOn });
  return { ...paid, paymentNo, paidOn };
}

export function isPaid({ status }: Pick<Claim, 'status'>): boolean {
  return (PAID_STATUSES as readonly string[]).includes(status);
}

function changed(claim: Claim, now: Date): Claim {
  return { ...claim, version: claim.version + 1, changedAt: now };
}
