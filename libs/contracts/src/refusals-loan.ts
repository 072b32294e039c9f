/** Why something about a policy, a quote, a pool, a cap or a fuse of 科贷通 is refused (funding.md §4, §6). */
export const LOAN_REFUSALS = {
  'cap/exhausted': { status: 409, zh: '额度不足', en: 'The cap has no such room' },
  'cap/not-reserved': { status: 409, zh: '没有相应的预留额度', en: 'So much was not reserved' },
  'fuse/not-tripped': { status: 409, zh: '熔断未触发', en: 'The fuse is not tripped' },
  'fuse/resume-not-held': {
    status: 409,
    zh: '尚未满足恢复条件',
    en: 'The ratio was not below the bound at enough month ends',
  },
} as const;
