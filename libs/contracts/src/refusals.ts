import { BANK_REFUSALS } from './refusals-bank.js';
import { FACT_REFUSALS } from './refusals-fact.js';
import { CASE_REFUSALS } from './refusals-case.js';
import { CLAIM_REFUSALS } from './refusals-claim.js';
import { LOAN_REFUSALS } from './refusals-loan.js';
import { POLICY_REFUSALS } from './refusals-policy.js';

interface Words {
  status: number;
  zh: string;
  en: string;
}

const say = (status: number, zh: string, en: string): Words => ({ status, zh, en });

/** Every refusal: the only place that knows its HTTP status and its words. */
export const REFUSALS = {
  'request/invalid': say(400, '请求内容不符合要求，缺陷见 errors', 'The request is invalid; see errors'),
  'request/malformed': say(400, '请求体不是合法的 JSON', 'The request body is not well-formed JSON'),
  'request/too-large': say(413, '请求体超过大小上限', 'The request body is larger than allowed'),
  'request/unsupported-media-type': say(415, '不支持的内容类型', 'This media type is not supported'),
  'request/not-found': say(404, '没有这个地址', 'There is nothing at this address'),
  'request/method': say(405, '该地址不支持此方法', 'This address does not support the method'),
  'request/headers-too-large': say(431, '请求头超过大小上限', 'The headers are larger than allowed'),
  'request/timeout': say(408, '请求超时', 'The request took too long'),
  'authentication/missing': say(401, '缺少访问令牌', 'An access token is missing'),
  'authentication/invalid': say(401, '访问令牌无效', 'The access token is not valid'),
  'permission/denied': say(403, '没有执行此操作的权限', 'You may not do this'),
  'rate/exceeded': say(429, '请求过于频繁，请稍后再试', 'Too many requests; try again later'),
  'idempotency/key-invalid': say(400, '幂等键格式不正确', 'The Idempotency-Key is not valid'),
  'idempotency/key-reused': say(
    422,
    '同一幂等键用于不同的请求',
    'The Idempotency-Key was used for another request',
  ),
  'idempotency/in-flight': say(409, '同一请求正在处理中', 'The same request is still being processed'),
  'service/unavailable': say(
    503,
    '服务暂时不可用，请稍后再试',
    'The service is unavailable; try again later',
  ),
  'service/outcome-unknown': say(
    503,
    '无法确认是否已提交，请以同一幂等键重试',
    'Whether it was committed is unknown; retry with the same key',
  ),
  'service/fault': say(500, '系统内部错误，请提供追踪号', 'Something went wrong here; quote the trace id'),
  'dead-letter/not-found': say(404, '没有这条死信', 'There is no such dead letter'),
  'dead-letter/already-settled': say(409, '该死信已处理', 'The dead letter was already settled'),
  'dead-letter/reason-missing': say(422, '放弃死信必须说明理由', 'Discarding a dead letter needs a reason'),
  'enterprise/not-found': say(404, '没有这家企业', 'There is no such enterprise'),
  'enterprise/already-registered': say(409, '该企业已登记', 'The enterprise is already registered'),
  'enterprise/move-not-legal': say(
    409,
    '企业当前状态不允许此操作',
    'The status of the enterprise does not allow this',
  ),
  'enterprise/not-your-enterprise': say(
    403,
    '只能办理本企业的事项',
    'You may only act for your own enterprise',
  ),
  'enterprise/not-your-district': say(403, '该企业不在您的板块', 'The enterprise is not in your district'),
  'enterprise/self-verification': say(403, '登记人不得核验自己的登记', 'Who registered may not verify'),
  'enterprise/code-in-order': say(
    422,
    '该代码校验无误，请按正常程序登记',
    'The code is in order; it needs no exception',
  ),
  'enterprise/licence-missing': say(
    422,
    '例外登记须先上传营业执照',
    'An exception is verified only with the business licence at hand',
  ),
  'enterprise/same-district': say(422, '企业已在该板块', 'The enterprise is already in this district'),
  'enterprise/nothing-changed': say(422, '没有任何变更', 'Nothing would change'),
  'enterprise/version-changed': say(
    409,
    '企业信息已被他人更新，请刷新',
    'The enterprise has changed meanwhile; read it again',
  ),
  'feed/cursor-too-old': say(410, '游标已过期，请重新获取快照', 'The cursor is too old; take a new snapshot'),
  'import/not-found': say(404, '没有这次导入', 'There is no such import'),
  'import/too-large': say(413, '导入文件超过大小上限', 'The file is larger than an import may be'),
  'import/encoding': say(422, '文件编码与声明不符', 'The bytes are not in the declared encoding'),
  'import/header': say(422, '文件表头与公示名录不符', 'The header is not that of the public register'),
  'import/empty': say(422, '文件没有内容', 'The file is empty'),
  'bank/not-found': say(404, '没有这家合作银行', 'There is no such partner bank'),
  'bank/already-registered': say(409, '该合作银行已登记', 'The partner bank is already registered'),
  'bank/already-exited': say(409, '该合作银行已退出', 'The partner bank has left already'),
  'bank-key/not-found': say(404, '没有这把密钥', 'There is no such key'),
  'bank/not-yours': say(403, '只能报送本行的事项', 'You may only act for your own bank'),
  'bank-event/not-found': say(404, '没有这条银行事件', 'There is no such bank event'),
  'bank-event/not-in-doubt': say(409, '该事件并不存疑', 'The event is not suspected to be a duplicate'),
  'bank-event/already-confirmed': say(
    409,
    '该事件已作出相反确认',
    'The event was confirmed otherwise before',
  ),
  'loan/not-found': say(404, '没有这笔贷款', 'There is no such loan'),
  'signature/missing': say(401, '缺少签名', 'The signature is missing'),
  ...FACT_REFUSALS,
  ...CASE_REFUSALS,
  ...CLAIM_REFUSALS,
  ...LOAN_REFUSALS,
  ...POLICY_REFUSALS,
  ...BANK_REFUSALS,
} as const satisfies Record<string, Words>;

export type RefusalCode = keyof typeof REFUSALS;
