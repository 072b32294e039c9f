/** Why something about a claim, its payment or a recovery is refused (funding.md §6.2, §6.4, §13). */
export const CLAIM_REFUSALS = {
  'claim/not-found': { status: 404, zh: '没有这件补偿申请', en: 'There is no such claim' },
  'claim/not-admissible': {
    status: 422,
    zh: '不符合补偿申请条件，原因见 errors',
    en: 'The claim cannot be admitted; see errors',
  },
  'claim/move-not-legal': {
    status: 409,
    zh: '补偿申请当前状态不允许此操作',
    en: 'The status of the claim does not allow this',
  },
  'claim/four-eyes': {
    status: 403,
    zh: '同一人不得重复经办',
    en: 'Nobody acts twice among maker, checker, agency, bureau, finance and payer',
  },
  'claim/not-a-party': { status: 403, zh: '银行人员不得审批', en: 'Nobody of a bank decides on a claim' },
  'claim/notice-running': { status: 409, zh: '公示期未满', en: 'The public notice is not over yet' },
  'claim/deferred': {
    status: 409,
    zh: '额度不足，整笔缓付',
    en: 'A cap puts the whole claim off; it keeps its place',
  },
  'claim/nothing-payable': { status: 409, zh: '没有可补偿的金额', en: 'Nothing can be paid on this claim' },
  'claim/returns-exhausted': {
    status: 409,
    zh: '退回补正次数已满',
    en: 'The claim was returned as often as it may be',
  },
  'claim/calendar-missing': {
    status: 409,
    zh: '缺少该年度的节假日安排',
    en: 'The holidays of that year are not known',
  },
  'claim/paid-too-early': {
    status: 422,
    zh: '付款日须在下达付款通知之后且不晚于今天',
    en: 'A payment lies between its order and today',
  },
  'recovery/not-found': { status: 404, zh: '没有这笔追偿收回', en: 'There is no such recovery' },
  'recovery/not-whole': {
    status: 409,
    zh: '尚有未收回的损失，不能销案',
    en: 'Somebody still bears a part of the loss',
  },
  'recovery/not-remitted': {
    status: 409,
    zh: '尚有未返还的款项，不能销案',
    en: 'Something has not been remitted yet',
  },
  'remittance/not-found': { status: 404, zh: '没有这笔返还', en: 'There is no such remittance' },
  'remittance/move-not-legal': {
    status: 409,
    zh: '返还当前状态不允许此操作',
    en: 'The status of the remittance does not allow this',
  },
  'remittance/too-much': {
    status: 422,
    zh: '返还金额超过应返还余额',
    en: 'More than is still due was remitted',
  },
  'remittance/four-eyes': {
    status: 403,
    zh: '登记人与复核人不得为同一人',
    en: 'Who recorded it may not confirm it',
  },
  'remittance/not-yet-overdue': {
    status: 409,
    zh: '尚未逾期，不得抵扣',
    en: 'Only what is overdue is set off',
  },
  'remittance/no-payable-claim': {
    status: 409,
    zh: '该银行没有可抵扣的待付补偿',
    en: 'No claim of the bank is about to be paid from that pool',
  },
} as const;
