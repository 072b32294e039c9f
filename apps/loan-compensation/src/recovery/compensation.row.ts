import type { Compensation, OpenEpoch, PaidAdjustment, Recovery } from './compensation.js';

const columnsOf = <Type>(columns: Record<keyof Type, string>) =>
  Object.entries(columns) as [keyof Type & string, string][];

const COMPENSATION = columnsOf<Compensation>({
  firstClaimNo: 'first_claim_no',
  bankCode: 'bank_code',
  dueBillNo: 'due_bill_no',
  poolCode: 'pool_code',
  status: 'status',
  interimCutoffOn: 'interim_cutoff_on',
  cutoffOn: 'cutoff_on',
  certifiedPrincipalFen: 'certified_principal_fen',
  lossFen: 'loss_fen',
  uncoveredFen: 'uncovered_fen',
  entitledFen: 'entitled_fen',
  carriedForwardFen: 'carried_forward_fen',
  supplementedFen: 'supplemented_fen',
  guarantors: 'guarantors',
  layers: 'layers',
  loanVersion: 'loan_version',
  openedAt: 'opened_at',
  closedAt: 'closed_at',
});

const RECOVERY = columnsOf<Recovery>({
  recoveryNo: 'recovery_no',
  firstClaimNo: 'first_claim_no',
  epochNo: 'epoch_no',
  bankCode: 'bank_code',
  dueBillNo: 'due_bill_no',
  eventId: 'event_id',
  rootEventId: 'root_event_id',
  kind: 'kind',
  retypedFrom: 'retyped_from',
  channel: 'channel',
  grossFen: 'gross_fen',
  costFen: 'cost_fen',
  allowedCostFen: 'allowed_cost_fen',
  disallowedCostFen: 'disallowed_cost_fen',
  netFen: 'net_fen',
  shares: 'shares',
  layers: 'layers',
  poolFen: 'pool_fen',
  othersFen: 'others_fen',
  uncoveredFen: 'uncovered_fen',
  excessFen: 'excess_fen',
  receivedOn: 'received_on',
  bookedAt: 'booked_at',
});

const EPOCH = columnsOf<OpenEpoch>({
  epochNo: 'epoch_no',
  burdens: 'burdens',
  uncoveredFen: 'uncovered_fen',
  recoveredFen: 'recovered_fen',
  costCarryFen: 'cost_carry_fen',
  layers: 'layers',
});

const ADJUSTMENT = columnsOf<PaidAdjustment>({
  firstClaimNo: 'first_claim_no',
  adjustmentNo: 'adjustment_no',
  reason: 'reason',
  oldLossFen: 'old_loss_fen',
  newLossFen: 'new_loss_fen',
  oldPaidFen: 'old_paid_fen',
  newEntitledFen: 'new_entitled_fen',
  clawbackFen: 'clawback_fen',
  layers: 'layers',
  adjustedAt: 'adjusted_at',
});

const selected = (pairs: readonly [string, string][]) =>
  pairs.map(([member, column]) => `${column} as "${member}"`).join(', ');
const rowOf = <Type extends object>(pairs: readonly [keyof Type & string, string][], value: Type) =>
  Object.fromEntries(pairs.map(([member, column]) => [column, value[member]]));

export const COMPENSATION_COLUMNS = selected(COMPENSATION);
export const RECOVERY_COLUMNS = selected(RECOVERY);
export const EPOCH_COLUMNS = selected(EPOCH);
export const ADJUSTMENT_COLUMNS = selected(ADJUSTMENT);
export const compensationRow = (value: Compensation) => rowOf(COMPENSATION, value);
export const recoveryRow = (value: Recovery) => rowOf(RECOVERY, value);
export const adjustmentRow = (value: PaidAdjustment) => rowOf(ADJUSTMENT, value);
