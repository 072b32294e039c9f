/**
 * Why a filing is not covered (funding.md §7, §13, §18c). A bank hears all of them at once, with the decision; none is thrown, since the filing
 * itself was taken.
 */
export const FILING_REASONS = {
  POLICY_MISSING: { zh: '备案日没有有效的政策版本', en: 'No policy was in force on the day of filing' },
  POOL_MISSING: { zh: '没有对应的资金池', en: 'No pool serves the programme' },
  DISTRICT_OUTSIDE: { zh: '企业不在适用区域', en: 'The enterprise lies outside the region' },
  REGISTERED_TOO_SHORT: { zh: '企业成立时间不足', en: 'The enterprise is too young' },
  QUALIFICATION_MISSING: { zh: '备案日没有有效的资格称号', en: 'No title was valid on the day of filing' },
  CREDIT_NOT_CLEAN: {
    zh: '近年有失信或处罚记录',
    en: 'Something stands against the credit of the enterprise',
  },
  REVENUE_MISSING: { zh: '缺少上年营收', en: 'The revenue of the last year is not known' },
  REVENUE_OVER_MAX: { zh: '上年营收超过上限', en: 'The revenue of the last year is too high' },
  STAFF_OVER_MAX: { zh: '从业人数超过上限', en: 'The enterprise has too many staff' },
  LISTED_EXCLUDED: { zh: '上市公司不适用', en: 'Listed companies are not admitted' },
  TENOR_OVER_CAP: { zh: '期限超限', en: 'The tenor is longer than allowed' },
  LIVE_LOAN_EXISTS: { zh: '企业已有在保贷款', en: 'The enterprise has a covered loan already' },
  FILED_AFTER_OVERDUE: {
    zh: '逾期后备案',
    en: 'The loan was overdue or not of the normal class when it was filed',
  },
  LPR_MISSING: { zh: '缺少已确认的LPR报价', en: 'No confirmed LPR quote is known' },
  RATE_OVER_CAP: { zh: '利率超限', en: 'The rate lies above the cap' },
  FUSE_STOP_NEW: { zh: '熔断暂停新增', en: 'New filings are suspended' },
  CAP_ENTERPRISE: { zh: '单户额度不足', en: 'The cap of the enterprise is used up' },
  CAP_BANK: { zh: '银行额度不足', en: 'The quota of the bank is used up' },
  LEVERAGE_EXCEEDED: { zh: '放大倍数超限', en: 'The pool covers as much as its capital allows' },
} as const;

export type FilingReason = keyof typeof FILING_REASONS;
