import type { FileDefects } from '../file/file-defects.js';
import type { LoanPolicyDocument } from './loan-policy-document.js';

type Parameters = LoanPolicyDocument['parameters'];

const WHOLE_BPS = 10_000;

/** What a shape cannot say: figures that contradict each other. Everything wrong is told at once. */
export function checkLoanPolicy(document: LoanPolicyDocument, defects: FileDefects): void {
  const { effective, parameters } = document;
  if (effective.to !== null && effective.to < effective.from)
    defects.add('/effective', 'SHAPE', 'a period ends before it begins');
  checkTiers(parameters, defects);
  checkShares(parameters, defects);
  checkBands(parameters, defects);
  checkFuse(parameters, defects);
}

function checkTiers({ tiers, enterpriseRevenueMaxFen }: Parameters, defects: FileDefects): void {
  const at = '/parameters/tiers/value';
  const add = (index: number, detail: string) => defects.add(`${at}/${index}`, 'SHAPE', detail);
  tiers.value.forEach((tier, index) => {
    if (tiers.value.slice(0, index).some(({ code }) => code === tier.code))
      defects.add(`${at}/${index}/code`, 'DUPLICATE', `${tier.code} is there already`);
  });
  const bounded = tiers.value.flatMap((tier, index) =>
    tier.revenueMaxFen === null ? [] : [{ ...tier, revenueMaxFen: tier.revenueMaxFen, index }],
  );
  bounded.forEach((tier, position) => {
    const before = bounded[position - 1];
    if (!before) return;
    if (tier.revenueMaxFen <= before.revenueMaxFen) add(tier.index, 'revenue bounds rise from tier to tier');
    if (tier.filedCapFen < before.filedCapFen) add(tier.index, 'caps never fall from tier to tier');
    if (tier.poolBps > before.poolBps) add(tier.index, 'the share of the pool never rises from tier to tier');
  });
  const last = bounded.at(-1);
  if (last && last.revenueMaxFen < enterpriseRevenueMaxFen.value)
    add(last.index, 'the tiers leave out enterprises that are admitted by revenue');
}

/** I-19: the shares of one loan are the whole of it, and the bank keeps its minimum. */
function checkShares(parameters: Parameters, defects: FileDefects): void {
  const { tiers, guarantorShares, shareCapBps, shareRules, shareRuleCombine } = parameters;
  const guaranteedBps = guarantorShares.value.reduce((sum, { bps }) => sum + bps, 0);
  const minimum = guarantorShares.value.length > 0 ? 'bankMinShareWithGuarantorBps' : 'bankMinShareBps';
  const mostForPoolBps = WHOLE_BPS - guaranteedBps - parameters[minimum].value;
  tiers.value.forEach(({ poolBps, bankBps }, index) => {
    const at = `/parameters/tiers/value/${index}`;
    if (poolBps + bankBps + guaranteedBps !== WHOLE_BPS)
      defects.add(at, 'SHAPE', 'the shares of all parties add up to 10000 bps');
    if (bankBps < parameters[minimum].value)
      defects.add(`${at}/bankBps`, 'SHAPE', `the bank bears less than ${minimum}`);
  });
  shareRules.value.forEach(({ bps }, index) => {
    if (shareRuleCombine.value === 'HIGHEST' && bps > shareCapBps.value)
      defects.add(`/parameters/shareRules/value/${index}/bps`, 'SHAPE', 'a share lies above shareCapBps');
  });
  if (shareCapBps.value > mostForPoolBps)
    defects.add('/parameters/shareCapBps/value', 'SHAPE', `leaves the bank less than ${minimum}`);
}

function checkBands({ banding, bands, shareCapBps }: Parameters, defects: FileDefects): void {
  const at = '/parameters/bands/value';
  if ((banding.value === 'NONE') !== (bands.value.length === 0))
    defects.add(at, 'BANDS', 'bands are given exactly where banding is MARGINAL or WHOLE');
  bands.value.forEach(({ upToFen, bps }, index) => {
    const before = bands.value[index - 1];
    if ((upToFen === null) !== (index === bands.value.length - 1))
      defects.add(`${at}/${index}`, 'BANDS', 'the last band, and only it, has no upper end');
    else if (before && upToFen !== null && before.upToFen !== null && upToFen <= before.upToFen)
      defects.add(`${at}/${index}`, 'BANDS', 'bands rise');
    if (bps > shareCapBps.value) defects.add(`${at}/${index}/bps`, 'BANDS', 'a band lies above shareCapBps');
  });
}

function checkFuse(parameters: Parameters, defects: FileDefects): void {
  const { fuseWarnBps, fuseStopNewBps, fuseStopCompensationBps, fuseResumeBelowBps } = parameters;
  if (fuseWarnBps.value >= fuseStopNewBps.value)
    defects.add('/parameters/fuseStopNewBps/value', 'SHAPE', 'a fuse warns before it stops filings');
  if (fuseStopNewBps.value >= fuseStopCompensationBps.value)
    defects.add(
      '/parameters/fuseStopCompensationBps/value',
      'SHAPE',
      'a fuse stops filings before it stops compensation',
    );
  if (fuseResumeBelowBps.value >= fuseStopNewBps.value)
    defects.add('/parameters/fuseResumeBelowBps/value', 'SHAPE', 'filings resume below where they stopped');
}
