/**
 * Why a loan event of a bank is refused (funding.md §18c). Banks know these upper-case codes, so they stay as they are: the one
 * exception to the noun/reason form. They serve as refusals of a single event and as verdicts inside a batch.
 */
export const BANK_REFUSALS = {
  AMOUNT_FORMAT: { status: 400, zh: '金额格式错误', en: 'The amount is not a JSON integer of fen' },
  AMOUNT_PRECISION: { status: 400, zh: '金额精度超限', en: 'The amount is finer than one fen' },
  NEGATIVE_AMOUNT: { status: 400, zh: '金额为负', en: 'The amount is negative; send a reversal instead' },
  ID_FORMAT: { status: 400, zh: '编号格式错误', en: 'An identifier is damaged or not in its form' },
  DATE_FORMAT: { status: 400, zh: '日期格式错误', en: 'A date is not a real day or instant' },
  EVENT_SCHEMA: { status: 400, zh: '事件格式不符', en: 'The event does not have its form' },
  TIMESTAMP_SKEW: { status: 401, zh: '时间偏差过大', en: 'The timestamp is more than 300 s off' },
  SIGNATURE_INVALID: { status: 401, zh: '验签失败', en: 'The signature is not valid' },
  ALREADY_COVERED: { status: 409, zh: '已被其他产品覆盖', en: 'The due bill is already covered' },
  USCC_INVALID: { status: 422, zh: '统一社会信用代码校验失败', en: 'The credit code is not valid' },
  SUM_MISMATCH: { status: 422, zh: '本息合计不符', en: 'The total is not the sum of its parts' },
  VALUE_DATE_FUTURE: { status: 422, zh: '起息日晚于收到日', en: 'The value date lies in the future' },
  CURRENCY_NOT_CNY: { status: 422, zh: '仅受理人民币', en: 'Only CNY is accepted' },
  EVENT_ID_REUSED: { status: 422, zh: '流水号重复内容不同', en: 'The event id was used for another content' },
  ALREADY_REVERSED: { status: 422, zh: '已冲正', en: 'The event is already reversed' },
  REVERSAL_NOT_REVERSIBLE: { status: 422, zh: '冲正不可再冲正', en: 'A reversal cannot be reversed' },
  FILED_AFTER_OVERDUE: { status: 422, zh: '逾期后备案', en: 'Filed after it was overdue' },
  DISBURSED_BEFORE_FILING: { status: 422, zh: '备案前放款', en: 'Disbursed before it was filed' },
  DISBURSED_ABOVE_PLAN: { status: 422, zh: '放款超过备案金额', en: 'Disbursed more than was filed' },
  BORROWER_MISMATCH: { status: 422, zh: '借款人与备案不符', en: 'The borrower is not the one filed' },
} as const;

/** All of them are answered with 202. How grave one is decides what it holds up: a grave one stops decisions on the loan. */
const ACCEPTED = { status: 202 } as const;

/**
 * What is remarked on a loan event that was accepted all the same: it is parked, or applied with an exception raised (funding.md §6.3,
 * §10). The answer is 202, so none of these can be thrown.
 */
export const BANK_EXCEPTIONS = {
  UNIT_SUSPECT: { ...ACCEPTED, severity: 'high', zh: '疑似单位错误', en: 'The unit looks wrong' },
  OVER_REPAY: { ...ACCEPTED, severity: 'high', zh: '还款超过余额', en: 'The repayment exceeds the balance' },
  SUSPECT_DUPLICATE: {
    ...ACCEPTED,
    severity: 'high',
    zh: '疑似重复',
    en: 'It looks like an event already sent',
  },
  PREDECESSOR_MISSING: {
    ...ACCEPTED,
    severity: 'medium',
    zh: '缺少前序事件',
    en: 'An earlier event is missing',
  },
  ENTERPRISE_UNKNOWN: {
    ...ACCEPTED,
    severity: 'medium',
    zh: '企业库中尚无该企业',
    en: 'The enterprise is not known yet',
  },
  SETTLED_WITH_BALANCE: {
    ...ACCEPTED,
    severity: 'medium',
    zh: '结清时余额不为零',
    en: 'Settled while a balance is left',
  },
  UNSUPPORTED: {
    ...ACCEPTED,
    severity: 'low',
    zh: '暂不支持的事件类型',
    en: 'This type of event is not supported yet',
  },
  LOAN_CLOSED: { ...ACCEPTED, severity: 'medium', zh: '贷款已结清', en: 'The loan is closed' },
  BALANCE_DIFF: { ...ACCEPTED, severity: 'high', zh: '余额不一致', en: 'The balance differs from ours' },
  DAYS_DIFF: { ...ACCEPTED, severity: 'medium', zh: '逾期天数存疑', en: 'The days overdue cannot be right' },
  CLASS_LAG: {
    ...ACCEPTED,
    severity: 'medium',
    zh: '分类与逾期天数不符',
    en: 'The class does not go with the days overdue',
  },
  COST_UNVOUCHERED: {
    ...ACCEPTED,
    severity: 'medium',
    zh: '追偿费用无凭证',
    en: 'The cost of a recovery has no voucher',
  },
  REFINANCE_SUSPECT: {
    ...ACCEPTED,
    severity: 'medium',
    zh: '疑似借新还旧',
    en: 'An old loan closed on the day a new one was lent',
  },
  PARKED_TOO_LONG: {
    ...ACCEPTED,
    severity: 'medium',
    zh: '停放超过十天',
    en: 'An event has waited for more than ten days',
  },
  MASTER_CHANGED: {
    ...ACCEPTED,
    severity: 'low',
    zh: '主体信息变更待核对',
    en: 'A name, credit code or branch changed',
  },
  SEQ_GAP: { ...ACCEPTED, severity: 'medium', zh: '序号缺口', en: 'A sequence number is missing' },
  SEQ_PARTIAL: {
    ...ACCEPTED,
    severity: 'medium',
    zh: '序号不完整',
    en: 'Only some events have a sequence number',
  },
} as const;

export type BankRefusalCode = keyof typeof BANK_REFUSALS;
export type BankExceptionCode = keyof typeof BANK_EXCEPTIONS;
