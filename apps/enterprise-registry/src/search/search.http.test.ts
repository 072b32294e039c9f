import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Enterprises } from '../fixture/enterprises.js';
import {
  adminOf,
  auditor,
  cityOfficer,
  KUNSHAN,
  kunshanClerk,
  type Person,
  SIP,
  sipClerk,
} from '../fixture/people.js';
import { TestRegistry } from '../fixture/test-registry.module.js';
import { NameIndexRepository } from './name-index.repository.js';
import { readCursor, writeCursor } from './search.js';

let registry: TestRegistry;
const enterprises = new Enterprises(() => registry);
const search = (query: Record<string, string>, caller: Person = cityOfficer) =>
  registry.get(`/v1/enterprises?${new URLSearchParams(query)}`, caller);
const found = async (query: Record<string, string>, caller?: Person): Promise<string[]> => {
  const reply = await search({ limit: '200', ...query }, caller);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.body.items.map(({ name }: { name: string }) => name);
};

const index = () => registry.app.get(NameIndexRepository);

const NAMES = [
  '苏州银行股份有限公司',
  '苏州银行股份有限公司昆山支行',
  '曾氏精密机械（苏州）有限公司',
  '苏州单记食品厂',
  '苏州解放电器厂',
  'ＡＢＣ电子（苏州）有限公司',
  'abc软件100%有限公司',
  '苏州3D_打印科技有限公司',
  '重庆路吕氏女装店',
  '苏州都市模具厂',
  '长江乐器厂',
];

beforeAll(async () => {
  registry = await TestRegistry.start();
  for (const name of NAMES) await enterprises.active({ name });
  const renamed = await enterprises.active({ name: '苏州旧名Ａ纺织厂' });
  await enterprises.move(renamed, 'change', { name: '苏州新貌集团' });
}, 60_000);
afterAll(() => registry.stop());

describe('searching enterprises', () => {
  it.each([
    ['a part of the name', { name: '银行' }, ['苏州银行股份有限公司', '苏州银行股份有限公司昆山支行']],
    ['one character', { name: '曾' }, ['曾氏精密机械（苏州）有限公司']],
    ['half width for full width', { name: 'ABC电子(苏州)' }, ['ＡＢＣ电子（苏州）有限公司']],
    ['full width for half width', { q: '３Ｄ' }, ['苏州3D_打印科技有限公司']],
    ['small letters for capitals', { q: 'abc电子' }, ['ＡＢＣ电子（苏州）有限公司']],
    ['Latin letters in any width', { q: 'ＡＢＣ' }, ['ＡＢＣ电子（苏州）有限公司', 'abc软件100%有限公司']],
    ['a percent sign as itself', { q: '%' }, ['abc软件100%有限公司']],
    ['an underscore as itself', { name: '3D_' }, ['苏州3D_打印科技有限公司']],
    ['a backslash as itself', { name: '\\' }, []],
    ['pinyin', { pinyin: 'suzhouyinhang' }, ['苏州银行股份有限公司', '苏州银行股份有限公司昆山支行']],
    [
      'pinyin with signs and capitals',
      { pinyin: "Su'zhou Yin-Hang" },
      ['苏州银行股份有限公司', '苏州银行股份有限公司昆山支行'],
    ],
    ['pinyin in the one field for all', { q: 'kunshanzhihang' }, ['苏州银行股份有限公司昆山支行']],
    ['initials', { initials: 'SZYH' }, ['苏州银行股份有限公司', '苏州银行股份有限公司昆山支行']],
    ['a surname of another reading', { pinyin: 'zengshi' }, ['曾氏精密机械（苏州）有限公司']],
    ['its usual reading as well', { pinyin: 'cengshi' }, ['曾氏精密机械（苏州）有限公司']],
    ['initials of a surname', { initials: 'szsj' }, ['苏州单记食品厂']],
    ['the usual initials of a surname', { q: 'szdjsp' }, ['苏州单记食品厂']],
    ['a word that is no surname there', { pinyin: 'jiefang' }, ['苏州解放电器厂']],
    ['ü as v', { pinyin: 'lvshi' }, ['重庆路吕氏女装店']],
    ['ü as itself', { q: 'lüshi' }, ['重庆路吕氏女装店']],
    ['a city of another reading', { q: 'chongqing' }, ['重庆路吕氏女装店']],
    ['words of another reading', { pinyin: 'dushimuju' }, ['苏州都市模具厂']],
    ['another such word', { pinyin: 'changjiangyueqi' }, ['长江乐器厂']],
    ['a former name', { formerName: '旧名' }, ['苏州新貌集团']],
    ['a former name in another width', { q: '旧名a纺织' }, ['苏州新貌集团']],
    ['the pinyin of a former name', { q: 'jiumingafangzhi' }, ['苏州新貌集团']],
    ['the initials of a former name', { q: 'szjmafzc' }, ['苏州新貌集团']],
    ['a former name among the present ones', { name: '旧名' }, []],
    ['words that run into each other', { q: "' or 1=1 --" }, []],
    ['text that nobody executes', { q: '${7*7}{{7*7}}<script>' }, []],
  ])('finds by %s, whether or not the names are indexed yet', async (_what, query, names) => {
    expect((await found(query)).sort()).toEqual([...names].sort());
    await registry.db.database.query('update enterprise set is_name_indexed = false', []);
    expect((await found(query)).sort()).toEqual([...names].sort());
    expect(await index().indexSome(5)).toBe(5);
    expect((await found(query)).sort()).toEqual([...names].sort());
    while (await index().indexSome(5));
    expect(await index().indexSome(5)).toBe(0);
  });

  it('puts the exact name first, then those that begin with it, then the rest', async () => {
    expect(await found({ name: '苏州银行股份有限公司' })).toEqual([
      '苏州银行股份有限公司',
      '苏州银行股份有限公司昆山支行',
    ]);
    const exact = await found({ q: 'abc' });
    expect(exact).toHaveLength(2);
  });

  it('finds by the beginning of a credit code in any writing', async () => {
    const code = await enterprises.active({ name: '苏州代码公司' });
    for (const creditCode of [code, code.toLowerCase(), code.slice(0, 17).replaceAll('9', '９')])
      expect(await found({ creditCode })).toContain('苏州代码公司');
    expect(await found({ q: code })).toEqual(['苏州代码公司']);
    expect(await found({ creditCode: code.slice(1) })).toEqual([]);
  });

  it('narrows by district and status, and by both together with a name', async () => {
    const moved = await enterprises.active({ name: '苏州甲条件公司' });
    await enterprises.active({ name: '苏州乙条件公司' });
    await enterprises.move(moved, 'relocation', { toDistrictCode: KUNSHAN, address: '昆山市前进东路1号' });
    await enterprises.move(moved, 'suspension', { reason: '法定代表人身份存疑' });
    expect(await found({ name: '条件', district: KUNSHAN })).toEqual(['苏州甲条件公司']);
    expect(await found({ name: '条件', status: 'suspended' })).toEqual(['苏州甲条件公司']);
    expect(await found({ name: '条件', status: 'suspended', district: SIP })).toEqual([]);
    expect(await found({ name: '条件', pinyin: 'yitiaojian', district: SIP, status: 'active' })).toEqual([
      '苏州乙条件公司',
    ]);
  });

  it.each([
    [{ limit: '0' }, '/query/limit', 'TOO_SHORT'],
    [{ limit: '201' }, '/query/limit', 'TOO_LONG'],
    [{ limit: 'ten' }, '/query/limit', 'TYPE'],
    [{ status: 'gone' }, '/query/status', 'NOT_ALLOWED'],
    [{ district: '32057' }, '/query/district', 'FORMAT'],
    [{ cursor: 'nonsense' }, '/query/cursor', 'FORMAT'],
    [{ q: '　' }, '/query/q', 'TOO_SHORT'],
    [{ q: '苏\u0000州' }, '', 'CONTROL_CHARACTER'],
    [{ name: '苏\u200b州' }, '/query/name', 'CONTROL_CHARACTER'],
    [{ pinyin: '-!-' }, '/query/pinyin', 'FORMAT'],
    [{ initials: '……' }, '/query/initials', 'FORMAT'],
    [{ q: '苏'.repeat(101) }, '/query/q', 'TOO_LONG'],
    [{ nmae: '苏州' }, '/query/nmae', 'UNKNOWN_FIELD'],
  ])('refuses %j', async (query, pointer, code) => {
    const reply = await search(query);
    expect([reply.status, reply.body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });

  it('refuses a question that is asked twice', async () => {
    const reply = await registry.get('/v1/enterprises?q=a&q=b', cityOfficer);
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, '/query/q']);
  });

  it('shows drafts to their own district and the city, an enterprise itself alone', async () => {
    const code = await enterprises.draft({ name: '苏州隐藏草稿公司' });
    const draft = { name: '隐藏草稿' };
    for (const caller of [cityOfficer, auditor, sipClerk, adminOf(code)])
      expect(await found(draft, caller)).toEqual(['苏州隐藏草稿公司']);
    const questions: Record<string, string>[] = [
      draft,
      { ...draft, status: 'pendingVerification' },
      { creditCode: code },
    ];
    for (const query of questions) expect(await found(query, kunshanClerk)).toEqual([]);
    expect(await found({}, adminOf(code))).toEqual(['苏州隐藏草稿公司']);
    expect(await found({}, adminOf(enterprises.newCode()))).toEqual([]);
  });
});

describe('the pages of a search', () => {
  const walk = async (
    query: Record<string, string>,
    between: () => Promise<void> = async () => undefined,
  ) => {
    const names: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { body } = await search({ ...query, limit: '3', ...(cursor && { cursor }) });
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.next;
      if (!cursor) return names;
      await between();
    }
  };

  beforeAll(async () => {
    for (let n = 0; n < 10; n += 1)
      await enterprises.active({ name: `${n % 3 === 0 ? '' : '新'}翻页${n}公司` });
    const gone = await enterprises.active({ name: '翻页旧公司' });
    await enterprises.move(gone, 'change', { name: '已改名公司' });
  });

  it.each([
    [{}],
    [{ name: '翻页' }],
    [{ q: '翻页' }],
    [{ q: 'fanye' }],
    [{ pinyin: 'fanye' }],
    [{ initials: 'fy' }],
    [{ formerName: '翻页' }],
    [{ creditCode: '91320594' }],
    [{ district: SIP }],
    [{ status: 'active' }],
    [{ q: '翻页', district: SIP, status: 'active' }],
  ])('are together what one large page is: %j', async (query) => {
    const whole = await found(query as Record<string, string>);
    expect(whole.length).toBeGreaterThan(0);
    expect(await walk(query as Record<string, string>)).toEqual(whole);
  });

  it.each([{ name: '翻页' }, { q: 'fanye' }, { district: SIP }] as Record<string, string>[])(
    'lose and repeat nothing while enterprises are added before and behind: %j',
    async (query) => {
      const before = await found(query);
      const inserted: string[] = [];
      const names = await walk(query, async () => {
        for (const prefix of ['320505', '320594']) {
          const name = `翻页插入${enterprises.newCode()}公司`;
          inserted.push(name);
          await enterprises.active({ name }, enterprises.newCode(prefix));
        }
      });
      expect(names).toHaveLength(new Set(names).size);
      expect(names.filter((name) => !inserted.includes(name))).toEqual(before);
    },
  );

  it('end with the last full one, without an empty page behind it', async () => {
    const { body } = await search({ name: '翻页', limit: String((await found({ name: '翻页' })).length) });
    expect(body.next).toBeUndefined();
  });

  it('hold their cursor in one form', () => {
    const position = { rank: 2, creditCode: '91320594TE5T00016Q' };
    expect(readCursor(writeCursor(position))).toEqual(position);
    for (const text of ['', 'MjI6', '!!!', Buffer.from("2:' or 1=1 --").toString('base64url')])
      expect(readCursor(text)).toBeUndefined();
  });
});
