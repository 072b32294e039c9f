/** Why something about a policy, a quote, a pool, a cap or a fuse of 科贷通 is refused (funding.md §4, §6). */
export const LOAN_REFUSALS = {
  'loan-policy/not-found': { status: 404, zh: '没有这个政策版本', en: 'There is no such version' },
  'loan-policy/version-taken': { status: 409, zh: '该版本号已存在', en: 'The version is there already' },
  'loan-policy/version-skipped': {
    status: 422,
    zh: '版本号应当连续',
    en: 'Versions of a programme are numbered without a gap',
  },
  'loan-policy/move-not-legal': {
    status: 409,
    zh: '政策版本当前状态不允许此操作',
    en: 'The status of the version does not allow this',
  },
  'loan-policy/four-eyes': {
    status: 403,
    zh: '提出人和两位审批人不得为同一人',
    en: 'Who proposed it and the two approvers are three persons',
  },
  'loan-policy/begins-too-early': {
    status: 422,
    zh: '生效日须晚于今天',
    en: 'A version begins after the day of its publication',
  },
  'loan-policy/overlap': {
    status: 409,
    zh: '与已发布版本的有效期重叠',
    en: 'Another published version rules some of its days',
  },
  'lpr-quote/not-found': { status: 404, zh: '没有这条LPR报价', en: 'There is no such quote' },
  'lpr-quote/already-entered': {
    status: 409,
    zh: '该日的LPR报价已录入',
    en: 'A quote for that day was entered already',
  },
  'lpr-quote/in-future': { status: 422, zh: '发布日晚于今天', en: 'The quote is published after today' },
  'lpr-quote/move-not-legal': {
    status: 409,
    zh: '报价当前状态不允许此操作',
    en: 'The status of the quote does not allow this',
  },
  'lpr-quote/four-eyes': {
    status: 403,
    zh: '录入人与复核人不得为同一人',
    en: 'Who entered a quote may not decide on it',
  },
  'pool/not-found': { status: 404, zh: '没有这个资金池', en: 'There is no such pool' },
  'pool/already-open': {
    status: 409,
    zh: '资金池代码或该产品的资金池已存在',
    en: 'The code is taken, or the programme has a pool already',
  },
  'pool/contributor-unknown': {
    status: 422,
    zh: '该层级不是本资金池的出资方',
    en: 'This level contributes nothing to the pool',
  },
  'pool/cash-short': { status: 409, zh: '资金池现金不足', en: 'The pool has not so much cash' },
  'pool-top-up/not-found': { status: 404, zh: '没有这笔补充资金', en: 'There is no such top-up' },
  'pool-top-up/move-not-legal': {
    status: 409,
    zh: '补充资金当前状态不允许此操作',
    en: 'The status of the top-up does not allow this',
  },
  'pool-top-up/four-eyes': {
    status: 403,
    zh: '申请人与审批人不得为同一人',
    en: 'Who asked for a top-up may not decide on it',
  },
  'pool-top-up/in-future': { status: 422, zh: '起息日晚于今天', en: 'The money arrives after today' },
  'filing/not-found': { status: 404, zh: '没有这笔备案', en: 'There is no such filing' },
  'filing/move-not-legal': {
    status: 409,
    zh: '备案当前状态不允许此操作',
    en: 'The status of the filing does not allow this',
  },
  'discrepancy/not-found': { status: 404, zh: '没有这项数据异常', en: 'There is no such exception' },
  'discrepancy/not-open': { status: 409, zh: '该数据异常已处理', en: 'The exception is settled already' },
  'cap/exhausted': { status: 409, zh: '额度不足', en: 'The cap has no such room' },
  'cap/not-reserved': { status: 409, zh: '没有相应的预留额度', en: 'So much was not reserved' },
  'fuse/not-found': {
    status: 404,
    zh: '没有这个熔断器',
    en: 'Nothing is covered there, so there is no fuse',
  },
  'fuse/no-policy': {
    status: 409,
    zh: '当前没有有效的政策版本',
    en: 'No policy is in force for the programme',
  },
  'fuse-lift/not-found': { status: 404, zh: '没有这项解除申请', en: 'There is no such request' },
  'fuse-lift/already-requested': {
    status: 409,
    zh: '该熔断器已有待决的解除申请',
    en: 'A request for this fuse waits for its decision',
  },
  'fuse-lift/move-not-legal': {
    status: 409,
    zh: '解除申请当前状态不允许此操作',
    en: 'The status of the request does not allow this',
  },
  'fuse-lift/four-eyes': {
    status: 403,
    zh: '申请人与决定人不得为同一人',
    en: 'Who asked for a fuse to be lifted may not decide on it',
  },
  'fuse/not-tripped': { status: 409, zh: '熔断未触发', en: 'The fuse is not tripped' },
  'fuse/resume-not-held': {
    status: 409,
    zh: '尚未满足恢复条件',
    en: 'The ratio was not below the bound at enough month ends',
  },
} as const;
