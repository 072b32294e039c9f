import { type Defect, refuse } from '@gusu/contracts';
import {
  checkGoldenFile,
  type Policy,
  PolicyBook,
  type PolicyDefect,
  PolicyDefects,
  readGoldenFile,
} from '@gusu/policies';
import { type Actor, localDateOf, move } from '@gusu/values';
import { POLICY_MOVES, type PolicyMove, type PolicyProposal, type WrittenPolicy } from './policy.js';

/** The names under which the two texts of a proposal are read; they are the members of the request. */
const TEXT = 'text';
const GOLDEN = 'goldenCases';

function defectOf({ file, pointer, code, detail, at }: PolicyDefect): Defect {
  const place = pointer === '' ? '' : `${pointer}${at === undefined ? '' : ` at ${at}`}: `;
  return { pointer: `/${file}`, code: `POLICY_${code}`, detail: `${place}${detail}` };
}

/** Every policy that is known, with this text among them. @throws PolicyDefects */
export function bookWith(book: PolicyBook, text: string): PolicyBook {
  return PolicyBook.of([...book.sources, { file: TEXT, text }]);
}

interface Read {
  book: PolicyBook;
  policy: Policy;
}

/** Reads both texts of a proposal against everything that is known. @throws request/invalid with all defects */
export function readProposal(book: PolicyBook, { text, goldenCases }: WrittenPolicy): Read {
  const golden = { file: GOLDEN, text: goldenCases };
  try {
    const known = new Set(book.policies.map(({ id }) => id));
    const candidate = bookWith(book, text);
    const policy = candidate.policies.find(({ id }) => !known.has(id));
    if (!policy) throw refuse('request/invalid', {}, [{ pointer: `/${TEXT}`, code: 'POLICY_SHAPE' }]);
    const wrong = checkGoldenFile(candidate, golden);
    if (wrong.length === 0 && readGoldenFile(golden)?.policy !== policy.id)
      wrong.push({ file: GOLDEN, pointer: '/policy', code: 'GOLDEN_CASE', detail: `must be ${policy.id}` });
    if (wrong.length > 0) throw new PolicyDefects(wrong);
    return { book: candidate, policy };
  } catch (error) {
    if (error instanceof PolicyDefects) throw refuse('request/invalid', {}, error.defects.map(defectOf));
    throw error;
  }
}

// A rule never reaches back: what was applied for on a past day was judged by the rule of that day. It also gives every instance of the
// service the night to learn of it.
function refuseRetroactive({ id, periods }: Policy, now: Date): void {
  const today = localDateOf(now);
  const first = periods.map(({ from }) => from).sort()[0];
  if (first !== undefined && first <= today)
    throw refuse('policy/retroactive', { policyId: id, from: first, today });
}

/**
 * A dated policy, checked with everything that is known and with its own golden cases (cultivation-talent.md §6).
 * @throws request/invalid, policy/retroactive
 */
export function proposePolicy(
  book: PolicyBook,
  written: WrittenPolicy,
  { actor, now }: { actor: Actor; now: Date },
): PolicyProposal {
  const { policy } = readProposal(book, written);
  refuseRetroactive(policy, now);
  const { id: policyId, programme, hash } = policy;
  return { ...written, policyId, programme, hash, status: 'proposed', proposedBy: actor.id, proposedAt: now };
}

/**
 * Which policies rule the programme of a proposal once it is approved, and on which days: one that it replaces ends on the eve of its first
 * (cultivation-talent.md §17 invariant 5).
 */
export function rulingWith(book: PolicyBook, { text, programme }: PolicyProposal): Policy[] {
  return bookWith(book, text).policies.filter((policy) => policy.programme === programme);
}

export interface PolicyDecision {
  move: PolicyMove;
  reason?: string;
}

/**
 * Approves, rejects or withdraws a proposal. Who proposed it may only withdraw it, and nobody else may (four eyes, cultivation-talent.md §7.0).
 * What was right when it was proposed is checked again: another policy may have been approved since.
 * @throws policy/self-approval, policy/not-proposer, policy/move-not-legal, request/invalid, policy/retroactive
 */
export function decidePolicy(
  proposal: PolicyProposal,
  { move: name, reason }: PolicyDecision,
  { actor, now, book }: { actor: Actor; now: Date; book: PolicyBook },
): PolicyProposal {
  const { policyId, proposedBy } = proposal;
  if (name === 'withdraw' && actor.id !== proposedBy) throw refuse('policy/not-proposer', { policyId });
  if (name !== 'withdraw' && actor.id === proposedBy) throw refuse('policy/self-approval', { policyId });
  const status = move(POLICY_MOVES, name, proposal.status);
  if (!status) throw refuse('policy/move-not-legal', { policyId, status: proposal.status, move: name });
  if (name === 'approve') refuseRetroactive(readProposal(book, proposal).policy, now);
  return { ...proposal, status, decidedBy: actor.id, decidedAt: now, decisionReason: reason };
}
