import type { Tx } from '@gusu/database';
import type { Fen } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { CompensationBook } from '../recovery/compensation.js';
import { CompensationRepository } from '../recovery/compensation.repository.js';
import { measureDayOf, paidOf, supplementaryFenOf } from '../recovery/compensation.rules.js';
import { nettedOf, reassess } from '../recovery/reassessment.rules.js';
import type { AdmissionFacts } from './admission.rules.js';
import type { Claim } from './claim.js';
import type { ClaimCase } from './claim-case.repository.js';
import { admissionFactsOf, type ClaimGround, lossFactsOf, termsOf } from './claim-facts.rules.js';
import { ClaimGroundRepository } from './claim-ground.repository.js';
import { ClaimReserveService } from './claim-reserve.service.js';
import { measureLoss } from './loss.rules.js';
import type { ClaimQuote } from './quote.js';
import { quoteClaim } from './quote.rules.js';

type Subject = Pick<
  Claim,
  | 'bankCode'
  | 'dueBillNo'
  | 'kind'
  | 'certifiedPrincipalFen'
  | 'documents'
  | 'differenceReason'
  | 'submittedOn'
>;

/** Gathers what the formula and the admission of a claim are run on: the same for preview, approval and payment order. */
@Injectable()
export class ClaimFormulaService {
  constructor(
    private readonly grounds: ClaimGroundRepository,
    private readonly compensations: CompensationRepository,
    private readonly reserves: ClaimReserveService,
  ) {}

  async admission(
    tx: Tx,
    claim: Subject,
    { others, ground, on }: Pick<ClaimCase, 'others' | 'ground' | 'on'>,
    isUnderReview = false,
  ): Promise<AdmissionFacts> {
    const book = await this.compensations.find(tx, claim.bankCode, claim.dueBillNo);
    const supplementaryFen = book ? await this.supplementary(tx, book) : 0n;
    const submittedOn = claim.submittedOn ?? on;
    return admissionFactsOf(claim, others, ground, { on, submittedOn, isUnderReview, supplementaryFen });
  }

  /** @param mostFen what was approved, where it was */
  async quote(tx: Tx, opened: ClaimCase, mostFen?: Fen): Promise<ClaimQuote> {
    const { claim, on, terms } = opened;
    const book = await this.compensations.find(tx, claim.bankCode, claim.dueBillNo);
    const measured = book ? await this.groundOf(tx, book) : opened.ground;
    const measureOn = book ? measureDayOf(book) : on;
    const loss = lossFactsOf(claim, measured, measureOn);
    const isAfterInterim = claim.kind === 'FINAL' && book?.compensation.status === 'interim';
    return quoteClaim(
      {
        kind: claim.kind,
        cutoffOn: on,
        loss,
        poolBps: measured.filing?.poolBps ?? 0,
        layers: terms.layers,
        caps: await this.reserves.roomsFor(tx, opened),
        ...(isAfterInterim
          ? { interim: { lossFen: measureLoss(loss, terms).lossFen, nettedFen: nettedOf(book) } }
          : {}),
        supplementaryFen: book ? await this.supplementary(tx, book) : 0n,
        paidBeforeFen: book ? paidOf(book.compensation) : 0n,
        ...(mostFen === undefined ? {} : { mostFen }),
      },
      terms,
    );
  }

  private async supplementary(tx: Tx, book: CompensationBook): Promise<Fen> {
    if (book.compensation.status !== 'recovering') return 0n;
    const ground = await this.groundOf(tx, book);
    const certifiedPrincipalFen = book.compensation.certifiedPrincipalFen;
    const loss = lossFactsOf({ certifiedPrincipalFen }, ground, measureDayOf(book));
    const { entitledFen } = reassess(book, { loss, poolBps: ground.filing?.poolBps ?? 0 }, termsOf(ground));
    return supplementaryFenOf(book.compensation, entitledFen);
  }

  /** The loan as it stands now on the day on which the loss was measured. */
  private groundOf(tx: Tx, book: CompensationBook): Promise<ClaimGround> {
    return this.grounds.read(tx, book.compensation, measureDayOf(book));
  }
}
