import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoanDesk, loans, registry } from './loan-desk.js';
import type { Answer } from './running-system.js';

const BANK = 'C1000000000001';
const CODE = '91320594TE5T00016Q';
const DUE_BILL = '0032021060100001';
const CAPITAL_FEN = 5_000_000_000;
const REGISTER = `企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址
苏州旅程智能科技有限公司,${CODE},2018-03-01,有限责任公司,N/A,软件,江苏,苏州,苏州工业园区星湖街328号`;
const TITLE = {
  creditCode: CODE,
  programme: 'highTechEnterprise',
  certNo: 'GR202032001234',
  validFrom: '2020-12-02',
  validTo: '2023-12-01',
};

let desk: LoanDesk;
let claim: string;
beforeAll(async () => {
  desk = await LoanDesk.open('2021-05-20', { bankCode: BANK, dueBillNo: DUE_BILL });
}, 90_000);
afterAll(() => desk.close());

const step = (account: string, noun: string, body?: object) =>
  desk.post(account, loans(`/claims/${claim}/${noun}`), body);
const refusalOf = (account: string, noun: string) =>
  desk.refusalOf(account, loans(`/claims/${claim}/${noun}`));
const recoveries = () => desk.get(loans(`/claims/${claim}/recoveries`));
const balances = () => desk.get(loans('/pools/KDT-SZ/balances'));
const repayment = (principalFen: number, balanceAfterFen: number) => ({
  ...{ principalFen, interestFen: 0, penaltyFen: 0, totalFen: principalFen },
  balanceAfterFen,
  source: 'BORROWER',
});

describe('what is arranged before a loan', () => {
  it('gives an enterprise of the register its title and its revenue, which the loan service hears of', async () => {
    const upload = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: REGISTER };
    await desk.system.call('city-officer', registry('/imports'), upload);
    const ours = registry(`/enterprises/${CODE}`);
    await desk.until(async () => (await desk.system.call('city-officer', ours)).status === 200);
    const list = { docNo: '苏高企协〔2020〕20号', rows: [TITLE] };
    expect(await desk.post('city-officer', registry('/qualifications/imports'), list)).toMatchObject({
      accepted: 1,
    });
    const figures = { salesRevenue: '1800', operatingRevenue: '1800', totalIncome: '1800' };
    await desk.send('PUT', 'enterprise-admin', `${ours}/annual-facts/2020`, { unit: 'wan', figures });
    await desk.post('enterprise-admin', `${ours}/annual-facts/2020/submission`);
    await desk.post('district-clerk', `${ours}/annual-facts/2020/verification`, { decision: 'verify' });
    const standing = () => desk.get(loans(`/enterprise-copies/${CODE}/standing`));
    await desk.until(async () => {
      const { titles, revenue } = (await standing()) as { titles: Answer[]; revenue: Answer[] };
      return titles.length === 1 && revenue.length === 1;
    });
    expect(await standing()).toMatchObject({
      titles: [{ programme: 'highTechEnterprise', status: 'valid' }],
      revenue: [{ fiscalYear: 2020, revenueBand: 'upTo20Million' }],
    });
  });

  it('gives the bank its key, the pool its money and the rate its quote, each by two persons', async () => {
    const bank = { bankCode: BANK, name: '示例银行苏州分行', agreementNo: 'HZ-2021-001' };
    await desk.post('city-officer', loans('/partner-banks'), bank);
    const key = await desk.post('city-officer', loans(`/partner-banks/${BANK}/keys`), { algorithm: 'v1' });
    desk.bankSecret = String(key.secret);
    await desk.post('city-officer', loans('/pools'), {
      poolCode: 'KDT-SZ',
      programme: 'KDT',
      name: '风险补偿资金池',
      custodianBank: '示例银行',
      contributors: [{ level: 'CITY', name: '苏州市财政局', committedFen: CAPITAL_FEN }],
    });
    const topUps = loans('/pools/KDT-SZ/top-ups');
    const money = { level: 'CITY', amountFen: CAPITAL_FEN, valueOn: '2021-05-20', docNo: '苏财金' };
    const { topUpId } = await desk.post('finance', topUps, money);
    await desk.post('city-lead', `${topUps}/${String(topUpId)}/decision`, { decision: 'approve' });
    const quote = { publishedOn: '2021-05-20', ratePpm: 38_500, sourceUrl: 'https://www.chinamoney.com.cn' };
    const { quoteId } = await desk.post('city-officer', loans('/lpr-quotes'), quote);
    await desk.post('city-lead', loans(`/lpr-quotes/${String(quoteId)}/decision`), { decision: 'confirm' });
    expect(await balances()).toMatchObject({ cashFen: CAPITAL_FEN });
  });

  it('publishes terms without the yearly cap of a bank, which its only loan would be over', async () => {
    const shipped = await desk.get(loans('/loan-policies/KDT/1'));
    const { programme, name, issuer, docNo, confidence, sources, notes } = shipped;
    const parameters = shipped.parameters as Record<string, object>;
    await desk.post('city-officer', loans('/loan-policies'), {
      ...{ programme, name, issuer, docNo, confidence, sources, notes },
      version: 2,
      effective: { from: '2021-05-21', to: null },
      parameters: {
        ...parameters,
        perBankAnnualLossBps: { ...parameters.perBankAnnualLossBps, value: null },
      },
    });
    await desk.post('city-lead', loans('/loan-policies/KDT/2/approval'));
    expect(await desk.post('finance', loans('/loan-policies/KDT/2/approval'))).toMatchObject({
      status: 'published',
    });
  });
});

describe('a loan that goes wrong', () => {
  it('is filed and covered by the newest policy', async () => {
    await desk.time.to('2021-05-31');
    const filed = await desk.tell('filed', 'filing.submitted', '2021-05-31', {
      uscc: CODE,
      contractNo: 'HT-2021-0001',
      plannedAmountFen: 400_000_000,
      ratePpm: 43_500,
      tenorMonths: 12,
      guaranteeMode: 'CREDIT',
      creditPortionBps: 10_000,
      isFirstLoan: true,
      purpose: '研发',
    });
    expect(filed.filing).toMatchObject({ decision: 'confirmed', policyId: 'KDT/2', filedFen: 400_000_000 });
  });

  it('is drawn, repaid in part, and overdue', async () => {
    await desk.time.to('2021-06-01');
    await desk.tell('drawn', 'loan.disbursed', '2021-06-01', {
      amountFen: 400_000_000,
      disbursedOn: '2021-06-01',
      maturity: '2022-05-31',
      ratePpm: 43_500,
      rateType: 'FIXED',
      repayMethod: 'BULLET',
      payeeMode: '受托支付',
    });
    await desk.time.to('2021-06-25');
    await desk.tell('repaid-in-part', 'loan.repaid', '2021-06-25', repayment(50_000_000, 350_000_000));
    await desk.time.to('2021-08-30');
    await desk.tell('overdue', 'loan.overdue', '2021-08-30', {
      asOf: '2021-08-30',
      principalArrearsFen: 350_000_000,
      interestArrearsFen: 0,
      principalArrearsDays: 61,
      interestArrearsDays: 0,
    });
    expect(await desk.get(loans(`/loans/${BANK}/${DUE_BILL}`), 'bank-a')).toMatchObject({
      status: 'overdue',
      principalFen: 350_000_000,
    });
  });
});

describe('the claim of its bank', () => {
  it('is made by one clerk with the acceptance of the suit, and submitted by another', async () => {
    await desk.time.to('2021-09-02');
    const drafted = await desk.post('bank-a', loans('/claims'), {
      bankCode: BANK,
      dueBillNo: DUE_BILL,
      kind: 'FINAL',
      trigger: 'OVERDUE_DAYS',
      certifiedPrincipalFen: 350_000_000,
      documents: [{ kind: 'SUIT_ACCEPTANCE', fileName: '受理通知书.pdf', sha256: 'a'.repeat(64) }],
    });
    claim = String(drafted.claimNo);
    expect(await refusalOf('bank-a', 'submission')).toBe('claim/four-eyes');
    expect(await step('bank-a-checker', 'submission')).toMatchObject({ triggeredOn: '2021-08-30' });
  });

  it('is decided by agency, bureau, finance and cashier, and paid as the preview said', async () => {
    await step('agency', 'admission');
    await step('agency', 'endorsement');
    await step('city-officer', 'verification');
    expect(await refusalOf('city-officer', 'notice-conclusion')).toBe('claim/notice-running');
    await desk.time.to('2021-09-30');
    await step('city-officer', 'notice-conclusion');
    const { quote } = (await desk.get(loans(`/claims/${claim}/preview`))) as { quote: Answer };
    expect(quote).toMatchObject({ lossFen: 350_000_000, payableFen: 280_000_000, bankFen: 70_000_000 });
    expect((await step('finance', 'approval')).quote).toEqual(quote);
    expect(await balances()).toMatchObject({ cashFen: CAPITAL_FEN, reservedFen: 280_000_000 });
    await step('pool-cashier', 'payment-order');
    const paid = await step('pool-cashier', 'payment', { paymentNo: 'PZ-1', paidOn: '2021-09-30' });
    expect(paid.signatures).toEqual({
      maker: 'bank-a',
      checker: 'bank-a-checker',
      agency: 'agency',
      bureau: 'city-officer',
      finance: 'finance',
      payer: 'pool-cashier',
    });
    expect(await balances()).toMatchObject({ cashFen: CAPITAL_FEN - 280_000_000, reservedFen: 0 });
  });
});

describe('money that comes back', () => {
  it('is shared as it came in four receipts, costs first', async () => {
    await desk.time.to('2021-10-20');
    const receipts = [
      [100_000_000, 1_234_567],
      [1, 0],
      [50_000_000, 7_777_777],
      [159_012_343, 0],
    ] as const;
    for (const [no, [grossFen, costFen]] of receipts.entries()) {
      const vouchers = costFen > 0 ? { costVouchers: ['FP-1'] } : {};
      const receipt = { grossFen, costFen, ...vouchers, channel: 'CASH', receivedOn: '2021-10-08' };
      await desk.tell(`recovered-${no + 1}`, 'loan.recovered', '2021-10-08', receipt);
    }
    const rows = async () => (await recoveries()).recoveries as Answer[];
    await desk.until(async () => (await rows()).length === receipts.length);
    expect((await rows()).map(({ netFen, poolFen, othersFen }) => [netFen, poolFen, othersFen])).toEqual([
      [98_765_433, 79_012_346, 19_753_087],
      [1, 1, 0],
      [42_222_223, 33_777_778, 8_444_445],
      [159_012_343, 127_209_875, 31_802_468],
    ]);
  });

  it('is clawed back where a repayment before the cut-off is told late', async () => {
    expect(await refusalOf('city-officer', 'closing')).toBe('recovery/not-whole');
    await desk.tell('repaid-late', 'loan.repaid', '2021-09-15', repayment(50_000_000, 300_000_000));
    await desk.until(async () => ((await recoveries()).adjustments as Answer[]).length === 1);
    expect((await recoveries()).adjustments).toMatchObject([
      { reason: 'LATE_EVENT', oldLossFen: 350_000_000, newLossFen: 300_000_000, clawbackFen: 40_000_000 },
    ]);
  });

  it('is remitted to the fen, and the case closes', async () => {
    expect(await refusalOf('city-officer', 'closing')).toBe('recovery/not-remitted');
    const { items } = (await desk.get(loans(`/remittances?claimNo=${claim}`))) as {
      items: { remittanceNo: string; dueFen: number }[];
    };
    expect(items.reduce((sum, { dueFen }) => sum + dueFen, 0)).toBe(280_000_000);
    for (const { remittanceNo, dueFen } of items) {
      const payment = { voucherNo: `HK-${remittanceNo}`, amountFen: dueFen, remittedOn: '2021-10-20' };
      await desk.post('pool-cashier', loans(`/remittances/${remittanceNo}/payments`), payment);
      await desk.post('finance', loans(`/remittances/${remittanceNo}/reconciliation`));
    }
    expect(await step('city-officer', 'closing')).toMatchObject({ compensation: { status: 'closed' } });
    expect(await desk.get(loans(`/claims/${claim}`))).toMatchObject({ status: 'closed' });
    expect(await balances()).toMatchObject({ cashFen: CAPITAL_FEN, reservedFen: 0 });
  });

  it('can be computed again offline from its package, and a fen that was changed is found', async () => {
    const audit = (await desk.get(loans(`/claims/${claim}/audit-package`), 'auditor')) as { content: string };
    await desk.system.end('SIGTERM');
    expect(desk.differing(audit)).toBe(0);
    const content = audit.content.replaceAll('"159012343"', '"159012344"');
    expect(content).not.toBe(audit.content);
    expect(desk.differing({ ...audit, content })).toBeGreaterThan(0);
  });
});
