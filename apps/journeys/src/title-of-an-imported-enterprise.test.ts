import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningSystem, type Answer } from './running-system.js';

const CODE = '91320594TE5T00016Q';
const REGISTER = `企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址
苏州旅程智能科技有限公司,${CODE},2018-03-01,有限责任公司,N/A,软件,江苏,苏州,苏州工业园区星湖街328号`;
const EXPERTS = ['expert', 'expert-b', 'expert-c', 'expert-d', 'expert-e'];
const MARKS = {
  advancement: 7,
  coreSupport: 7,
  rightsCount: 7,
  acquisition: 5,
  standardsBonus: 0,
  transferredResults: 26,
  accounting: 5,
  cooperation: 4,
  incentives: 3,
  people: 3,
  netAssetsGrowth: 9,
  salesGrowth: 9,
};

/** For every process of the system it is that instant now; the test itself stays in its own time. */
function startingAt(instant: string): string {
  const ahead = Date.parse(instant) - Date.now();
  const shift = `const Now=Date;globalThis.Date=class extends Now{constructor(...at){at.length?super(...at):super(Now.now()+${ahead})}static now(){return Now.now()+${ahead}}}`;
  return `--import=data:text/javascript,${encodeURIComponent(shift)}`;
}

describe('an imported enterprise and its title', () => {
  let system: RunningSystem;
  let assessment: string;
  let notice: string;
  beforeAll(async () => {
    system = await RunningSystem.prepare('--empty');
    // A day in a year whose holidays are known, however late this is run.
    system.env.NODE_OPTIONS = startingAt('2026-07-01T02:00:00Z');
    await system.start();
  }, 90_000);
  afterAll(async () => {
    await system.end('SIGTERM');
    system.remove();
  });

  const registry = (path: string) => `enterprise-registry/v1${path}`;
  const ours = (path: string) => registry(`/enterprises/${CODE}${path}`);
  const send = async (method: 'POST' | 'PUT', account: string, path: string, body: object = {}) => {
    const headers = { 'content-type': 'application/json' };
    const reply = await system.call(account, path, { method, headers, body: JSON.stringify(body) });
    if (reply.status >= 300) throw new Error(`${account} ${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const step = (account: string, path: string, body?: object) =>
    send('POST', account, registry(`/assessments/${assessment}/${path}`), body);
  const until = async (holds: () => Promise<boolean>) => {
    for (let tries = 0; tries < 400; tries += 1) {
      if (await holds()) return;
      await sleep(50);
    }
    throw new Error('it did not come to pass within 20 s');
  };
  const prospect = async () => {
    const { body } = await system.call('enterprise-admin', ours('/prospects'));
    return (body.items as Answer[]).find(({ programme }) => programme === 'highTechEnterprise');
  };
  const standing = async () =>
    (await system.call('city-officer', `loan-compensation/v1/enterprise-copies/${CODE}/standing`)).body;

  it('begins with a row of the public register', async () => {
    const upload = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: REGISTER };
    await system.call('city-officer', registry('/imports'), upload);
    await until(async () => (await system.call('city-officer', ours(''))).status === 200);
  });

  it('is told what it lacks, declares three years, and is told what is left', async () => {
    expect((await prospect())?.summary).toBe('NEEDS_DATA');
    await send('PUT', 'enterprise-admin', ours('/profile'), {
      facts: { isResidentEnterprise: true, isIndependentLegalPerson: true },
      noneOf: ['standard'],
    });
    const last = 2025;
    const years = [
      { salesRevenue: '2000', rdExpense: '160', rdDomestic: '160', netAssets: '1000' },
      { salesRevenue: '2700', rdExpense: '216', rdDomestic: '216', netAssets: '1350' },
      {
        salesRevenue: '3645',
        rdExpense: '292',
        rdDomestic: '292',
        netAssets: '1822.5',
        operatingRevenue: '3645',
      },
    ];
    for (const [at, figures] of years.entries()) {
      const year = last - 2 + at;
      const staff =
        at === 2 ? { techStaff: 9, staffTotal: 100, hiTechIncome: '3000', totalIncome: '3645' } : {};
      const declared = { unit: 'wan', figures: { ...figures, ...staff, transferredResults: 5 } };
      await send('PUT', 'enterprise-admin', ours(`/annual-facts/${year}`), declared);
    }
    for (const year of [last - 2, last - 1])
      await send('POST', 'enterprise-admin', ours(`/annual-facts/${year}/submission`));
    const missing = await prospect();
    expect(missing?.summary).toBe('NEEDS_DATA');
    const mended = {
      unit: 'wan',
      figures: {
        ...years[2],
        techStaff: 30,
        staffTotal: 100,
        hiTechIncome: '3000',
        totalIncome: '3645',
        transferredResults: 5,
      },
    };
    await send('PUT', 'enterprise-admin', ours(`/annual-facts/${last}`), mended);
    await send('POST', 'enterprise-admin', ours(`/annual-facts/${last}/submission`));
    expect((await prospect())?.summary).not.toBe('OPPORTUNITY');
    await send('POST', 'enterprise-admin', ours('/intellectual-property'), {
      class: 'I_INVENTION',
      number: 'ZL202010123456.7',
      name: '一种图像识别方法',
      grantedOn: '2022-05-17',
      acquiredBy: 'SELF',
    });
    expect((await prospect())?.summary).toBe('OPPORTUNITY');
    await send('POST', 'district-clerk', ours(`/annual-facts/${last}/verification`), { decision: 'verify' });
    await until(async () => ((await standing()).revenue as Answer[]).length === 1);
    expect((await standing()).revenue).toEqual([{ fiscalYear: last, revenueBand: 'upTo50Million' }]);
  });

  it('applies, is recommended by its district and scored by five experts', async () => {
    const draft = await send('POST', 'enterprise-admin', ours('/assessments'), {
      programme: 'highTechEnterprise',
    });
    assessment = String(draft.assessmentId);
    await step('enterprise-admin', 'submission', { isCommitted: true });
    await step('district-clerk', 'form-check');
    await step('district-clerk', 'acceptance');
    const decisions = ['H3', 'H4'].map((criterionId) => ({
      criterionId,
      outcome: 'MET',
      reason: '现场核实',
    }));
    await step('district-clerk', 'manual-decisions', { decisions });
    await step('district-lead', 'recommendation');
    await step('city-officer', 'city-review');
    for (const expertId of EXPERTS)
      await send('POST', 'city-officer', registry('/experts'), {
        expertId,
        isFinance: expertId === 'expert',
      });
    await step('city-officer', 'expert-panel');
    for (const expert of EXPERTS)
      await send('POST', expert, registry(`/expert-reviews/${assessment}/marks`), { marks: MARKS });
    await step('city-officer', 'proposal');
    const approved = await step('city-lead', 'approval');
    expect(approved).toMatchObject({
      status: 'proposed',
      handledBy: { proposedBy: 'city-officer', approvedBy: 'city-lead' },
    });
  });

  it('is published, and granted when the notice is over, not before', async () => {
    const published = await send('POST', 'city-officer', registry('/public-notices'), {
      heading: '拟认定高新技术企业名单公示',
      assessmentIds: [assessment],
    });
    notice = registry(`/public-notices/${String(published.noticeId)}`);
    const early = await system.call('city-lead', `${notice}/confirmation`, { method: 'POST' });
    expect(early.body.code).toBe('public-notice/still-open');
    await system.end('SIGTERM');
    system.env.NODE_OPTIONS = startingAt('2026-07-15T02:00:00Z');
    await system.start();
    await until(async () => (await system.call('auditor', notice)).body.status === 'closed');
    const confirmed = await send('POST', 'city-lead', `${notice}/confirmation`);
    expect(confirmed.items).toEqual([{ position: 1, isGranted: true }]);
    const { body } = await system.call('enterprise-admin', registry(`/assessments/${assessment}`));
    expect(body).toMatchObject({ status: 'granted', publicStatus: { name: '已办结-通过' } });
  });

  it('ends with a loan service that knows the title', async () => {
    await until(async () => ((await standing()).titles as Answer[]).length === 1);
    expect((await standing()).titles).toEqual([
      expect.objectContaining({ programme: 'highTechEnterprise', status: 'valid' }),
    ]);
  });
});
