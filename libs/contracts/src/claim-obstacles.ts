/**
 * What stands against a claim (funding.md §13, §18c). A bank hears all of it at once, whatever stands there first; a review looks at it again before
 * it approves and before it orders the payment.
 */
export const CLAIM_OBSTACLES = {
  FILING_MISSING: { zh: '贷款未备案', en: 'The loan is not filed' },
  FILING_REVOKED: { zh: '备案已撤销', en: 'The filing was revoked' },
  FILING_LAPSED: { zh: '备案失效', en: 'The filing has lapsed' },
  CLAIM_TOO_EARLY: { zh: '未到申请条件', en: 'The loan is not overdue for long enough' },
  LITIGATION_MISSING: { zh: '缺少立案材料', en: 'Nothing shows that a court has accepted the suit' },
  CLAIM_DEADLINE: { zh: '超过申请期限', en: 'The time for a claim is over' },
  DATA_HOLD: { zh: '数据存疑暂停', en: 'The data of the loan is in doubt' },
  FINAL_EXISTS: { zh: '该贷款已有最终补偿申请', en: 'There is a final claim for the loan already' },
  INTERIM_EXISTS: { zh: '该贷款已有预付补偿', en: 'There is an interim claim for the loan already' },
  CLAIM_OPEN: { zh: '该贷款有未办结的补偿申请', en: 'Another claim for the loan is still open' },
  NOTHING_TO_SUPPLEMENT: {
    zh: '没有可追加补偿的金额',
    en: 'There is nothing that a supplementary claim could bring',
  },
  BANK_EXITED: { zh: '合作银行已退出', en: 'The partner bank has left the programme' },
  FUSE_STOP_COMP: { zh: '熔断暂停补偿', en: 'Compensation is suspended' },
  CERTIFIED_DIFF: {
    zh: '银行确认余额与系统不符',
    en: 'What the bank certifies differs from its events, and nothing explains it',
  },
} as const;

export type ClaimObstacle = keyof typeof CLAIM_OBSTACLES;
