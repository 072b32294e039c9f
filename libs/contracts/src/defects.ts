/** What can be wrong with one field of a request, with its words in both languages. */
export const DEFECTS = {
  REQUIRED: { zh: '必填', en: 'required' },
  TYPE: { zh: '类型不符', en: 'wrong type' },
  FORMAT: { zh: '格式不符', en: 'wrong format' },
  TOO_SHORT: { zh: '过短或过小', en: 'too short or too small' },
  TOO_LONG: { zh: '过长或过大', en: 'too long or too large' },
  NOT_ALLOWED: { zh: '不在允许的取值之内', en: 'not one of the allowed values' },
  UNKNOWN_FIELD: { zh: '不认识的字段', en: 'unknown field' },
  FIELD_REPEATED: { zh: '字段重复', en: 'the field stands twice' },
  TOO_DEEP: { zh: '嵌套层数过多', en: 'nested too deep' },
  UNSAFE_INTEGER: { zh: '整数超出可精确表示的范围', en: 'integer beyond exact range' },
  CONTROL_CHARACTER: { zh: '含有零宽或控制字符', en: 'contains zero-width or control characters' },
  PERSONAL_NUMBER: {
    zh: '不得写入身份证号、电话号码或出生日期',
    en: 'names an identity number, a telephone number or a birth date',
  },
  USCC_LENGTH: { zh: '统一社会信用代码应为18位', en: 'a credit code has 18 characters' },
  USCC_CHAR: { zh: '统一社会信用代码含有不允许的字符', en: 'a credit code has no I, O, S, V, Z' },
  USCC_ORG_CHECK: { zh: '主体标识码（组织机构代码）校验位错误', en: 'the organisation code check is wrong' },
  USCC_CHECK: { zh: '统一社会信用代码校验位错误', en: 'the credit code check is wrong' },
  DATE_FORMAT: { zh: '不是真实存在的日期', en: 'not a real day' },
  DATE_IN_FUTURE: { zh: '日期不得晚于今天', en: 'lies in the future' },
  DATE_IN_PAST: { zh: '日期不得早于今天', en: 'lies in the past' },
  DATE_BEFORE_ESTABLISHMENT: { zh: '日期早于成立日期', en: 'lies before the establishment' },
  DISTRICT_UNKNOWN: { zh: '不认识的板块代码', en: 'unknown district' },
  CAPITAL_FORMAT: { zh: '注册资金格式不符', en: 'the registered capital cannot be read' },
  UNIT_SUSPECT: { zh: '数值疑似单位错误', en: 'the unit looks wrong' },
  NAME_MISSING: { zh: '缺少企业名称', en: 'the name is missing' },
  COLUMN_COUNT: { zh: '列数与表头不符', en: 'the row has another number of columns' },
  CREDIT_CODE_REPEATED: { zh: '文件中已有同一代码', en: 'the same code stands earlier in the file' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type DefectCode = keyof typeof DEFECTS;
