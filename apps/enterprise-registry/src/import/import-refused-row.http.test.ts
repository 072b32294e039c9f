import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Imports, registerRow as row } from '../fixture/imports.js';
import { syntheticCode } from '../fixture/people.js';
import { HEADER } from '../fixture/register-file.js';
import { TestRegistry } from '../fixture/test-registry.module.js';

let registry: TestRegistry;
const { importFile, verdictsOf } = new Imports(() => registry);

beforeAll(async () => {
  registry = await TestRegistry.start();
}, 60_000);
afterAll(() => registry.stop());

describe('a file with rows that cannot be kept', () => {
  it('quotes a refused row as it came, but for what no database keeps and no spreadsheet may run', async () => {
    const bad = [
      row(67_001, { name: '苏州\u0000公司' }),
      row(67_002, { name: '=cmd|/C calc!A0\u200b', code: '+1' }),
      row(67_003, { name: '＝SUM(A1)\u0007', code: '＠x' }),
      row(67_004, { name: "'; drop table enterprise; --" }),
    ];
    const done = await importFile(`${HEADER}\n${bad.join('\n')}\n`);
    expect(done).toMatchObject({ status: 'finished', refused: 3, accepted: 1 });
    const verdicts = await verdictsOf(done);
    expect(verdicts.map(({ name, creditCode }) => [name, creditCode])).toEqual([
      ['苏州\uFFFD公司', syntheticCode(67_001)],
      ["'=cmd|/C calc!A0\u200b", "'+1"],
      ["'＝SUM(A1)\u0007", "'＠x"],
      ["'; drop table enterprise; --", syntheticCode(67_004)],
    ]);
  });

  it('is failed, and not tried for ever, when a row cannot be stored; the files behind it go on', async () => {
    const code = syntheticCode(68_003);
    await registry.asSuperuser(`
      create function refuse_row() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger refuse_row before insert on enterprise for each row when (new.credit_code = '${code}')
        execute function refuse_row()`);
    const broken = await importFile(`${HEADER}\n${row(68_001)}\n${row(68_003)}\n`);
    expect(broken).toMatchObject({ status: 'failed', processed: 0, failure: { code: 'FAULT' } });
    expect(JSON.stringify(broken.failure)).not.toContain(code);
    expect(await importFile(`${HEADER}\n${row(68_004)}\n`)).toMatchObject({
      status: 'finished',
      accepted: 1,
    });
    await registry.asSuperuser('drop trigger refuse_row on enterprise');
    expect(await importFile(`${HEADER}\n${row(68_001)}\n${row(68_003)}\n`)).toMatchObject({ accepted: 2 });
  });
});
