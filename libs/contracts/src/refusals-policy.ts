/** Why a policy is not taken or not put in force (cultivation-talent.md §6, §7.0). */
export const POLICY_REFUSALS = {
  'policy/not-found': { status: 404, zh: '没有这项政策', en: 'There is no such policy' },
  'policy/already-known': {
    status: 409,
    zh: '该政策编号已使用，修改后的规则须另编新号',
    en: 'This policy id was used before; a changed rule needs a new one',
  },
  'policy/retroactive': {
    status: 422,
    zh: '政策最早自次日起施行，不得溯及既往',
    en: 'A policy begins tomorrow at the earliest and never reaches back',
  },
  'policy/self-approval': {
    status: 403,
    zh: '提出政策的人不得批准或驳回该政策',
    en: 'Whoever proposed a policy may neither approve nor reject it',
  },
  'policy/not-proposer': {
    status: 403,
    zh: '只有提出政策的人可以撤回',
    en: 'Only who proposed a policy may withdraw it',
  },
  'policy/move-not-legal': {
    status: 409,
    zh: '政策当前状态不允许此操作',
    en: 'The status of the policy does not allow this',
  },
} as const;
