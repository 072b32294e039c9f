/** Why something about the facts of an enterprise is refused (cultivation-talent.md §2, §14, §18). */
export const FACT_REFUSALS = {
  'evidence/not-found': { status: 404, zh: '没有这份佐证', en: 'There is no such evidence' },
  'evidence/too-large': { status: 413, zh: '佐证文件超过50MB上限', en: 'The file is larger than 50 MB' },
  'evidence/empty': { status: 422, zh: '佐证文件没有内容', en: 'The file of evidence is empty' },
  'evidence/type-not-allowed': {
    status: 422,
    zh: '不接受这种文件，请提供PDF、OFD、图片、Word、Excel或文本',
    en: 'Only PDF, OFD, pictures, Word, Excel and text are taken as evidence',
  },
  'evidence/type-mismatch': {
    status: 422,
    zh: '文件内容与声明的类型不符',
    en: 'The bytes are not of the declared type',
  },
  'evidence/encrypted': {
    status: 422,
    zh: '文件已加密，请提供无密码的文件',
    en: 'The file is encrypted; send one without a password',
  },
  'evidence/reason-missing': {
    status: 422,
    zh: '查阅个人信息材料必须说明理由',
    en: 'Opening personal papers needs a reason',
  },
  'evidence/content-deleted': {
    status: 410,
    zh: '文件内容已按期删除，仅留哈希',
    en: 'The content was deleted when its time was over; its hash remains',
  },
  'annual-facts/not-found': { status: 404, zh: '没有该年度的数据', en: 'There are no facts of this year' },
  'annual-facts/move-not-legal': {
    status: 409,
    zh: '年度数据当前状态不允许此操作',
    en: 'The status of the year does not allow this',
  },
  'annual-facts/already-verified': {
    status: 409,
    zh: '该年度数据已核验，只能更正',
    en: 'The year is verified; it can only be corrected',
  },
  'annual-facts/not-verified': {
    status: 409,
    zh: '该年度数据尚未核验，请直接修改草稿',
    en: 'The year is not verified yet; change the draft instead',
  },
  'annual-facts/correction-under-way': {
    status: 409,
    zh: '该年度已有待核验的更正',
    en: 'A correction of this year already waits',
  },
  'annual-facts/nothing-changed': {
    status: 422,
    zh: '更正内容与已核验的数据相同',
    en: 'The correction says what is already verified',
  },
  'annual-facts/self-verification': {
    status: 403,
    zh: '提交人不得核验自己提交的年度数据',
    en: 'Who submitted a year may not verify it',
  },
  'declaration/not-found': { status: 404, zh: '没有这条填报', en: 'There is no such declared fact' },
  'declaration/move-not-legal': {
    status: 409,
    zh: '该填报当前状态不允许此操作',
    en: 'The status of the declared fact does not allow this',
  },
  'declaration/self-verification': {
    status: 403,
    zh: '填报人不得核验自己的填报',
    en: 'Who declared a fact may not verify it',
  },
  'intellectual-property/number-taken': {
    status: 409,
    zh: '该知识产权已由其他企业填报',
    en: 'Another enterprise has declared this right',
  },
  'intellectual-property/already-declared': {
    status: 409,
    zh: '本企业已填报该知识产权',
    en: 'The enterprise has declared this right already',
  },
  'intellectual-property/not-in-force': {
    status: 409,
    zh: '该知识产权已失效或未在册',
    en: 'The right is not in force',
  },
  'credit-event/not-found': { status: 404, zh: '没有这起信用事件', en: 'There is no such credit event' },
  'credit-event/already-recorded': {
    status: 409,
    zh: '该信用事件已记录',
    en: 'This credit event is recorded already',
  },
  'credit-event/already-removed': {
    status: 409,
    zh: '该信用事件已移出',
    en: 'The credit event was removed already',
  },
} as const;
