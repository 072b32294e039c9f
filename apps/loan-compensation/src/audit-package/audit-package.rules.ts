import { type LoanTerms, readLoanPolicy } from '@gusu/policies';
import { fenToText, type SignedFen } from '@gusu/values';
import { readBankEvent } from '../bank-event/bank-event-reader.js';
import type { Claim } from '../claim/claim.js';
import { lossFactsOf } from '../claim/claim-facts.rules.js';
import { isPaid } from '../claim/claim.rules.js';
import { layersOf } from '../claim/quote.rules.js';
import { foldLoan } from '../loan/loan-fold.rules.js';
import { bookCorrection, bookReceipt } from '../recovery/booking.rules.js';
import { addLevels, measureDayOf, recoveredLevels } from '../recovery/compensation.rules.js';
import type { LevelAmount, OpenEpoch, Recovery } from '../recovery/compensation.js';
import { reassess } from '../recovery/reassessment.rules.js';
import type { AuditCheck, AuditPackage } from './audit-package.js';

/**
 * Computes everything again that a package says was computed, by the same pure rules and from the events alone: policy, loss, shares, recoveries,
 * ledger. Whoever holds the package needs neither the service nor its database (funding.md §16 R13).
 */
export function verifyPackage(audit: AuditPackage): AuditCheck[] {
  const read = readLoanPolicy(JSON.parse(audit.policy), audit.filing.policyId ?? '');
  if ('defects' in read) return [compare('policy', 'readable', 'not readable')];
  const { layers, coverageMode, policyHash } = audit.filing;
  const terms: LoanTerms = {
    ...read.policy.terms,
    layers: [...layers],
    coverageMode: coverageMode ?? read.policy.terms.coverageMode,
  };
  return [
    compare('policy hash', policyHash ?? '', read.policy.hash),
    ...checkLoss(audit, terms),
    ...audit.claims.filter(isPaid).flatMap((claim) => checkClaim(claim, terms)),
    ...checkRecoveries(audit, terms),
    ...checkLedger(audit),
  ];
}

function checkLoss(audit: AuditPackage, terms: LoanTerms): AuditCheck[] {
  const { compensation, recoveries, adjustments, filing } = audit;
  const cutoffOn = measureDayOf({ compensation });
  const events = audit.events.map(({ body }) => readBankEvent(JSON.parse(body)));
  const confirmed = new Map(
    audit.events.flatMap(({ isSeparate }, index) => {
      const eventId = events[index]?.eventId;
      return isSeparate === null || eventId === undefined ? [] : [[eventId, isSeparate] as const];
    }),
  );
  const loan = foldLoan(events, { confirmed, cutoffOn }).state;
  const ground = {
    filing,
    policy: undefined,
    loan,
    events,
    isDataHeld: false,
    isBankExited: false,
    fuses: [],
  };
  const loss = lossFactsOf(compensation, ground, cutoffOn);
  const book = { compensation, recoveries, epoch: undefined, adjustments: adjustments.length };
  const { lossFen, uncoveredFen } = reassess(book, { loss, poolBps: filing.poolBps }, terms);
  const last = adjustments.at(-1);
  return [
    compare('loss', compensation.lossFen, lossFen),
    compare('uncovered', compensation.uncoveredFen, uncoveredFen),
    ...(last ? [compare('loss of the last adjustment', last.newLossFen, compensation.lossFen)] : []),
  ];
}

function checkClaim({ claimNo, quote, signatures }: Claim, terms: LoanTerms): AuditCheck[] {
  if (!quote) return [compare(`${claimNo} quote`, 'present', 'absent')];
  const paysFen = quote.payableFen > 0n ? quote.payableFen : 0n;
  const signed = Object.values(signatures);
  return [
    compare(`${claimNo} layers`, fenToText(quote.layers), fenToText(layersOf(paysFen, terms.layers))),
    compare(`${claimNo} persons`, signed.length, new Set(signed).size),
  ];
}

/** Books all receipts again, epoch by epoch, in the order in which they were booked. */
function checkRecoveries(audit: AuditPackage, terms: LoanTerms): AuditCheck[] {
  let costCarryFen = 0n;
  const checks: AuditCheck[] = [];
  for (const stored of audit.epochs) {
    let epoch: OpenEpoch = { ...stored, recoveredFen: 0n, costCarryFen };
    const seen: Recovery[] = [];
    for (const recovery of audit.recoveries.filter(({ epochNo }) => epochNo === stored.epochNo)) {
      const again = bookAgain(audit, epoch, seen, recovery, terms);
      seen.push(recovery);
      epoch = again?.epoch ?? epoch;
      const computed = again ? fenToText([again.recovery.shares, again.recovery.layers]) : 'nothing';
      checks.push(compare(recovery.recoveryNo, fenToText([recovery.shares, recovery.layers]), computed));
    }
    checks.push(compare(`epoch ${stored.epochNo}`, stored.recoveredFen, epoch.recoveredFen));
    ({ costCarryFen } = stored);
  }
  return checks;
}

function bookAgain(
  { compensation }: AuditPackage,
  epoch: OpenEpoch,
  seen: readonly Recovery[],
  recovery: Recovery,
  terms: LoanTerms,
) {
  const { grossFen, costFen, rootEventId } = recovery;
  if (recovery.kind === 'receipt')
    return bookReceipt(compensation, epoch, { ...recovery, corrects: null, grossFen, costFen }, terms);
  const of = seen.filter((each) => each.rootEventId === rootEventId);
  const sumOf = (amountOf: (row: Recovery) => SignedFen) =>
    [...of, recovery].reduce((sum, row) => sum + amountOf(row), 0n);
  const right = { grossFen: sumOf((row) => row.grossFen), costFen: sumOf((row) => row.costFen) };
  return bookCorrection(epoch, of, { ...recovery, ...right }, terms);
}

function checkLedger({ ledger, compensation, recoveries }: AuditPackage): AuditCheck[] {
  const levelsIn = (prefix: string): LevelAmount[] =>
    ledger
      .filter(({ account }) => account.startsWith(prefix))
      .reduce<LevelAmount[]>(
        (sum, { account, amountFen }) => addLevels(sum, [{ level: account.slice(prefix.length), amountFen }]),
        [],
      );
  const received = levelsIn('RECOVERY_RECEIVED.').map(({ level, amountFen }) => ({
    level,
    amountFen: -amountFen,
  }));
  const references = [...new Set(ledger.map(({ ledgerVersion }) => ledgerVersion))];
  const unbalanced = references.filter((version) =>
    ledger.reduce((sum, each) => (each.ledgerVersion === version ? sum + each.amountFen : sum), 0n),
  );
  return [
    compare('paid by level', inOrder(compensation.layers), inOrder(levelsIn('COMP_PAID.'))),
    compare('received by level', inOrder(recoveredLevels(recoveries)), inOrder(received)),
    compare('postings that add up to zero', references.length, references.length - unbalanced.length),
  ];
}

function inOrder(levels: readonly LevelAmount[]): string {
  const present = levels.filter(({ amountFen }) => amountFen !== 0n);
  return fenToText([...present].sort((a, b) => (a.level < b.level ? -1 : 1)));
}

function compare(check: string, packed: unknown, computed: unknown): AuditCheck {
  const [left, right] = [String(packed), String(computed)];
  return { check, isSame: left === right, packed: left, computed: right };
}
