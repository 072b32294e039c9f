import type { ReportColumn } from './report.js';

const text = (key: string, zh: string, en: string): ReportColumn => ({ key, zh, en, kind: 'text' });
const day = (key: string, zh: string, en: string): ReportColumn => ({ key, zh, en, kind: 'day' });
const count = (key: string, zh: string, en: string): ReportColumn => ({ key, zh, en, kind: 'count' });
const fen = (key: string, zh: string, en: string): ReportColumn => ({ key, zh, en, kind: 'fen' });
const ppm = (key: string, zh: string, en: string): ReportColumn => ({ key, zh, en, kind: 'ppm' });
const percent = (key: string, zh: string, en: string): ReportColumn => ({ key, zh, en, kind: 'percent' });

const bank = text('bankCode', '银行', 'bank');
const programme = text('programme', '信贷产品', 'programme');
const tier = text('tier', '档次', 'tier');

/** The reports on filings, exposures, fuses, policies and rates (funding.md §16), each with its columns. */
export const FILING_REPORTS = {
  R1: {
    title: { zh: '备案月报', en: 'Filings of a month' },
    columns: [
      programme,
      bank,
      tier,
      text('districtCode', '板块', 'district'),
      count('filings', '备案笔数', 'filings'),
      fen('plannedFen', '贷款金额', 'planned'),
      fen('filedFen', '计入备案金额', 'filed'),
      ppm('meanRatePpm', '加权平均利率（百万分率）', 'mean rate by amount, ppm'),
      count('firstLoans', '首贷笔数', 'first loans'),
      fen('creditFen', '信用部分金额', 'on credit alone'),
      count('revoked', '撤销笔数', 'revoked'),
      count('lapsed', '失效笔数', 'lapsed'),
    ],
  },
  R3: {
    title: { zh: '熔断监测', en: 'Fuses' },
    columns: [
      text('poolCode', '资金池', 'pool'),
      bank,
      text('level', '熔断等级', 'level'),
      text('readLevel', '当前读数', 'reads now'),
      fen('numeratorFen', '分子', 'numerator'),
      fen('denominatorFen', '分母', 'denominator'),
      percent('ratioPercent', '比率（%）', 'ratio, per cent'),
      text('loans', '笔数', 'loans'),
      fen('toWarnFen', '距预警', 'to warning'),
      fen('toStopNewFen', '距暂停新增', 'to no new filings'),
      percent('whatIfPercent', '接下来三笔逾期转不良后的比率（%）', 'if the next three overdue loans go bad'),
      text('whatIfLevel', '届时等级', 'level then'),
    ],
  },
  R7: {
    title: { zh: '企业敞口', en: 'Exposure of enterprises' },
    columns: [
      text('creditCode', '统一社会信用代码', 'credit code'),
      text('name', '企业', 'enterprise'),
      count('programmes', '产品数', 'programmes'),
      count('banks', '银行数', 'banks'),
      count('filings', '生效备案数', 'filings'),
      fen('filedFen', '计入备案金额', 'filed'),
      fen('heldFen', '占用额度', 'held of caps'),
      fen('principalFen', '本金余额', 'principal'),
    ],
  },
  R12: {
    title: { zh: '政策版本对照', en: 'Versions of policies' },
    columns: [
      programme,
      text('policyId', '政策版本', 'version'),
      text('docNo', '文号', 'document'),
      day('effectiveFrom', '生效日', 'from'),
      day('effectiveTo', '终止日', 'to'),
      count('filings', '生效备案数', 'filings in force'),
      fen('filedFen', '计入备案金额', 'filed'),
      text('changed', '较上一版变动的参数', 'parameters that differ from the version before'),
    ],
  },
  R14: {
    title: { zh: '利率与LPR', en: 'Rates and the LPR' },
    columns: [
      programme,
      text('month', '放款月', 'month of disbursement'),
      tier,
      count('loans', '笔数', 'loans'),
      fen('disbursedFen', '放款金额', 'disbursed'),
      ppm('meanRatePpm', '加权平均利率（百万分率）', 'mean rate by amount, ppm'),
      ppm('meanLprPpm', '加权平均LPR（百万分率）', 'mean LPR by amount, ppm'),
      count('breaches', '超限笔数', 'above the cap at disbursement'),
    ],
  },
} as const satisfies Record<string, { title: { zh: string; en: string }; columns: readonly ReportColumn[] }>;

export type FilingReportId = keyof typeof FILING_REPORTS;
export const FILING_REPORT_IDS = Object.keys(FILING_REPORTS) as [FilingReportId, ...FilingReportId[]];
