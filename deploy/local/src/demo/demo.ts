import { creditCheckCharacter, DISTRICTS, organisationCheckCharacter } from '@gusu/values';
import cliProgress from 'cli-progress';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_BANKS } from '../identity/accounts.js';

/** What later starts and the person at the keyboard need of it. */
export interface FilledDemo {
  enterprises: number;
  bankKeys: { bankCode: string; secret: string }[];
}

const PER_DISTRICT = 20;
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const HEADER = '企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址';

/** A valid code in a block that is allocated to nobody (cultivation-talent.md §1.1). */
function syntheticCode(prefix: string, n: number): string {
  const serial = `${ALPHABET[Math.floor(n / 961) % 31]}${ALPHABET[Math.floor(n / 31) % 31]}${ALPHABET[n % 31]}`;
  const organisation = `TE5TD${serial}`;
  const first17 = `91${prefix}${organisation}${organisationCheckCharacter(organisation)}`;
  return first17 + creditCheckCharacter(first17);
}

function demoCsv(): string {
  const rows = DISTRICTS.flatMap(({ name, registryPrefixes }, d) =>
    Array.from({ length: PER_DISTRICT }, (_, n) => {
      const code = syntheticCode(registryPrefixes[0] ?? '', d * PER_DISTRICT + n);
      const day = String((n % 28) + 1).padStart(2, '0');
      const where = name.startsWith('苏州') ? name : `苏州市${name}`;
      return `演示${name}第${n + 1}号智能科技有限公司,${code},2018-03-${day},有限责任公司,"1,200(万元人民币)",演示数据：人工智能软件开发,江苏,苏州,${where}演示路${n + 1}号`;
    }),
  );
  return [HEADER, ...rows].join('\n');
}

/** Fills a new system through its own API, as its users would: synthetic enterprises in every district, partner banks with keys. */
export async function fillDemo(
  base: string,
  accounts: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<FilledDemo> {
  const bar = new cliProgress.SingleBar({ format: 'demo data [{bar}] {value}/{total}', noTTYOutput: false });
  const total = PER_DISTRICT * DISTRICTS.length;
  bar.start(total, 0);
  const officer = await tokenOf(base, 'city-officer', accounts);
  const send = async (path: string, type: string, body: string, alreadyThere?: number) => {
    const headers = { authorization: `Bearer ${officer}`, 'content-type': type };
    const answer = await fetch(`${base}/api/${path}`, { method: 'POST', headers, body, signal });
    if (!answer.ok && answer.status !== alreadyThere)
      throw new Error(`demo data: ${path} answered ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const { importId } = await send('enterprise-registry/v1/imports', 'text/csv', demoCsv());
  for (;;) {
    const headers = { authorization: `Bearer ${officer}` };
    const state = await fetch(`${base}/api/enterprise-registry/v1/imports/${importId}`, { headers, signal });
    const { status, processed } = (await state.json()) as { status: string; processed: number };
    bar.update(processed);
    if (status === 'failed') throw new Error('demo data: the import failed');
    if (status === 'finished') break;
    await sleep(50, undefined, { signal });
  }
  bar.stop();
  const bankKeys = [];
  for (const [n, bankCode] of DEMO_BANKS.entries()) {
    const bank = { bankCode, name: `演示银行${n === 0 ? '甲' : '乙'}苏州分行`, agreementNo: `DEMO-${n + 1}` };
    // A start that was cut off here may have registered it; it must not block the next one.
    await send('loan-compensation/v1/partner-banks', 'application/json', JSON.stringify(bank), 409);
    const key = await send(
      `loan-compensation/v1/partner-banks/${bankCode}/keys`,
      'application/json',
      '{"algorithm":"v1"}',
    );
    bankKeys.push({ bankCode, secret: key.secret ?? '' });
  }
  return { enterprises: total, bankKeys };
}

async function tokenOf(
  base: string,
  account: string,
  accounts: Readonly<Record<string, string>>,
): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: account,
    client_secret: accounts[account] ?? '',
  };
  const answer = await fetch(`${base}/identity/token`, { method: 'POST', body: new URLSearchParams(form) });
  if (!answer.ok) throw new Error(`the identity provider answered ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
