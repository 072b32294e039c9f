/** Why an application for a title, its review, its notice or the title itself is refused (cultivation-talent.md §7, §9.8). */
export const CASE_REFUSALS = {
  'qualification/not-found': { status: 404, zh: '没有这个称号', en: 'There is no such title' },
  'qualification/move-not-legal': {
    status: 409,
    zh: '称号当前状态不允许此操作',
    en: 'The status of the title does not allow this',
  },
  'qualification/already-held': {
    status: 409,
    zh: '该企业已持有同一项目的有效称号',
    en: 'The enterprise already holds a title of this programme',
  },
  'qualification/prerequisite-missing': {
    status: 422,
    zh: '认定日缺少前置称号',
    en: 'The title that must come before was not valid on the day of the grant',
  },
  'qualification/banned': {
    status: 422,
    zh: '撤销后尚在禁止申报期内',
    en: 'The ban after a revocation still runs',
  },
  'qualification/update-missed': {
    status: 422,
    zh: '未按期年度更新，不得申请复核',
    en: 'A missed annual update takes away the right of review',
  },
  'qualification/certificate-given': {
    status: 409,
    zh: '该称号已登记证书编号',
    en: 'The title has its certificate number already',
  },
  'qualification/certificate-taken': {
    status: 409,
    zh: '该证书编号已属于同一项目的另一称号',
    en: 'Another title of the programme has this certificate number',
  },
  'assessment/not-found': { status: 404, zh: '没有这件申报', en: 'There is no such application' },
  'assessment/move-not-legal': {
    status: 409,
    zh: '申报当前状态不允许此操作',
    en: 'The status of the application does not allow this',
  },
  'assessment/already-open': {
    status: 409,
    zh: '同一项目已有在办申报',
    en: 'An application for this programme is already open',
  },
  'assessment/not-applicable': {
    status: 422,
    zh: '该主体不适用本项目',
    en: 'The programme does not apply to this kind of subject',
  },
  'assessment/facts-missing': {
    status: 422,
    zh: '所需年度数据尚未提交',
    en: 'Yearly facts that the policy looks at were not submitted',
  },
  'assessment/facts-changed': {
    status: 409,
    zh: '申报所用年度数据已更正，须由企业确认或重新提交',
    en: 'Facts used by the application were corrected; the enterprise confirms or submits again',
  },
  'assessment/facts-unchanged': {
    status: 422,
    zh: '所用年度数据没有更正',
    en: 'No facts used were corrected',
  },
  'assessment/returns-exhausted': {
    status: 422,
    zh: '退回补正次数已用完',
    en: 'The application was returned as often as it may be',
  },
  'assessment/correction-late': { status: 422, zh: '补正期限已过', en: 'The time for corrections is over' },
  'assessment/gate-unmet': { status: 422, zh: '有未满足的条件', en: 'A condition of the policy is not met' },
  'assessment/manual-undecided': {
    status: 422,
    zh: '人工判定事项尚未全部判定',
    en: 'Not every item that needs a person is decided',
  },
  'assessment/not-manual': {
    status: 422,
    zh: '该事项不由人工判定',
    en: 'This item is not decided by a person',
  },
  'assessment/result-not-met': {
    status: 422,
    zh: '评审结果未达到要求',
    en: 'The result does not meet the policy',
  },
  'assessment/same-person': {
    status: 403,
    zh: '拟定人不得审批',
    en: 'Who proposed may not approve',
  },
  'assessment/not-approved': { status: 409, zh: '拟定尚未审批', en: 'The proposal is not approved yet' },
  'assessment/credit-event': {
    status: 422,
    zh: '当日信用复查未通过',
    en: 'The credit check of the same day found an event',
  },
  'expert/not-found': { status: 404, zh: '没有这位专家', en: 'There is no such expert' },
  'expert/already-listed': { status: 409, zh: '该专家已入库', en: 'The expert is already listed' },
  'expert/too-few': {
    status: 422,
    zh: '无利益冲突的专家不足',
    en: 'Too few experts without a conflict of interest',
  },
  'expert-review/not-found': { status: 404, zh: '没有这项评审', en: 'There is no such review' },
  'expert-review/not-wanted': {
    status: 422,
    zh: '该项目不设专家评审',
    en: 'The policy of this programme asks no experts',
  },
  'expert-review/move-not-legal': {
    status: 409,
    zh: '评审当前状态不允许此操作',
    en: 'The status of the review does not allow this',
  },
  'expert-review/incomplete': {
    status: 409,
    zh: '专家评分尚未全部提交',
    en: 'Not all experts have given marks',
  },
  'public-notice/not-found': { status: 404, zh: '没有这次公示', en: 'There is no such public notice' },
  'public-notice/mixed-programmes': {
    status: 422,
    zh: '一次公示只能包含同一项目',
    en: 'A public notice is about one programme',
  },
  'public-notice/personal-text': {
    status: 422,
    zh: '公示文本含有个人信息',
    en: 'The text of the notice holds personal details',
  },
  'public-notice/still-open': { status: 409, zh: '公示期未满', en: 'The period of the notice is not over' },
  'deadline/calendar-missing': {
    status: 422,
    zh: '该年度尚无节假日安排，无法计算工作日',
    en: 'Working days cannot be counted in a year without a holiday calendar',
  },
  'batch/not-open': {
    status: 422,
    zh: '不在申报窗口内',
    en: 'Applications of this programme are not taken on this day',
  },
  'batch/not-found': { status: 404, zh: '没有这个申报批次', en: 'There is no such batch' },
  'batch/same-person': {
    status: 403,
    zh: '拟定人不得批准或驳回自己的申报批次',
    en: 'Whoever proposed a batch may neither approve nor reject it',
  },
  'batch/not-proposer': {
    status: 403,
    zh: '只有拟定人可以撤回',
    en: 'Only who proposed a batch may withdraw it',
  },
  'batch/move-not-legal': {
    status: 409,
    zh: '申报批次当前状态不允许此操作',
    en: 'The status of the batch does not allow this',
  },
  'holiday-notice/not-found': {
    status: 404,
    zh: '没有这项节假日安排',
    en: 'There is no such holiday notice',
  },
  'holiday-notice/same-person': {
    status: 403,
    zh: '录入人不得批准或驳回自己的录入',
    en: 'Whoever entered a notice may neither approve nor reject it',
  },
  'holiday-notice/not-proposer': {
    status: 403,
    zh: '只有录入人可以撤回',
    en: 'Only who entered a notice may withdraw it',
  },
  'holiday-notice/move-not-legal': {
    status: 409,
    zh: '节假日安排当前状态不允许此操作',
    en: 'The status of the holiday notice does not allow this',
  },
  'objection/not-found': { status: 404, zh: '没有这件异议', en: 'There is no such objection' },
  'objection/not-listed': {
    status: 422,
    zh: '该对象不在公示名单中',
    en: 'The notice does not list this item',
  },
  'objection/late': {
    status: 422,
    zh: '公示期已过，请走投诉渠道',
    en: 'The notice is over; use the complaint channel',
  },
  'objection/move-not-legal': {
    status: 409,
    zh: '异议当前状态不允许此操作',
    en: 'The status of the objection does not allow this',
  },
  'objection/extended-already': {
    status: 409,
    zh: '调查期限已延长过一次',
    en: 'The investigation was extended once already',
  },
  'policy/none-in-force': {
    status: 422,
    zh: '该日没有生效的政策',
    en: 'No policy of this programme is in force on that day',
  },
} as const;
