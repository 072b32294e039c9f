import { shippedSources } from '@gusu/policies';
import { addDays, localDateOf } from '@gusu/values';
import { Client } from 'pg';
import type { Machine } from '../machine.js';
import { median, rounds, type Row } from '../measure.js';
import type { ServiceProcess } from '../service-process.js';
import { syntheticSheet } from '../synthetic-sheet.js';

const ENTERPRISES = 100_000;
const FIRST = 300_000;
const AT_ONCE = 5_000;

const jsonOf = (value: unknown) =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? Number(member) : member));

/** Puts enterprises with three years of facts into the registry's tables: they are the input here, not what is measured. */
async function fill(client: Client, from: number): Promise<void> {
  const sheets = Array.from({ length: AT_ONCE }, (_, at) => syntheticSheet(from + at));
  const rows = sheets.map(({ profile, annualFacts }) => ({
    code: profile.creditCode,
    day: profile.establishedOn,
    district: profile.districtCode,
    profile: { isResidentEnterprise: true, isRestrictedIndustry: false },
    years: annualFacts.map(
      ({ fiscalYear, version: _version, status: _status, source: _source, ...figures }) => ({
        year: fiscalYear,
        figures,
      }),
    ),
  }));
  const written = jsonOf(rows);
  await client.query(
    `insert into enterprise (credit_code, name, established_on, address, district_code, status, effective_on, source, is_synthetic,
       submitted_by, version, recorded_at)
     select code, '苏州测量' || code || '公司', day, '苏州', district, 'active', day, 'import', true, 'bench', 1, now() - interval '1 day'
     from jsonb_to_recordset($1::jsonb) as row (code text, day date, district text)`,
    [written],
  );
  await client.query(
    `insert into annual_facts (credit_code, fiscal_year, version, status, figures, source, evidence_ids, recorded_by, recorded_at,
       submitted_by, submitted_at, decided_by, decided_at)
     select row.code, y.year, 1, 'verified', y.figures, 'AUDIT', '{}', 'bench', t.at, 'bench', t.at, 'officer', t.at
     from jsonb_to_recordset($1::jsonb) as row (code text, years jsonb),
       jsonb_to_recordset(row.years) as y (year int, figures jsonb), (select now() - interval '1 day') as t (at)`,
    [written],
  );
  await client.query(
    `insert into enterprise_profile (credit_code, version, facts, none_of, status, evidence_ids, declared_by, declared_at)
     select code, 1, profile, '{}', 'submitted', '{}', 'bench', now() - interval '1 day'
     from jsonb_to_recordset($1::jsonb) as row (code text, profile jsonb)`,
    [written],
  );
}

/** The rule of technology-based SMEs with room for 300 persons instead of 500, from tomorrow on. */
function stricterRule(): { text: string; goldenCases: string } {
  const from = addDays(localDateOf(new Date()), 1);
  const shipped = shippedSources().find(({ file }) => file === 'tech-sme-2017-115.yaml')?.text ?? '';
  const text = shipped
    .replace('id: tech-sme/2017-115', 'id: tech-sme/bench\nreplaces: [tech-sme/2017-115]')
    .replace('2017-05-03', from)
    .replace('staffTotal <= 500', 'staffTotal <= 300');
  const branch = `  - { name: 分公司, applyDate: '${from}', profile: { isBranch: true }, expect: { summary: NOT_APPLICABLE } }`;
  return { text, goldenCases: `policy: tech-sme/bench\ncases:\n${branch}\n` };
}

async function preview(service: ServiceProcess, headers: Record<string, string>): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${service.base}/v1/policies/tech-sme/bench/preview`, { headers });
  const body = (await answer.json()) as { assessed?: number; loses?: number };
  if ((body.assessed ?? 0) < ENTERPRISES)
    throw new Error(`not a whole preview: ${JSON.stringify(body).slice(0, 300)}`);
  return (performance.now() - started) / 1_000;
}

export function previewRow(machine: Machine): Row {
  return {
    name: 'preview',
    what: `impact preview of a rule change over ${ENTERPRISES} enterprises, database to diff`,
    floor: 60,
    goal: 10,
    isCeiling: true,
    async measure(count) {
      const service = await machine.startService('enterprise-registry');
      const client = new Client({ connectionString: machine.adminUrl('enterprise-registry') });
      await client.connect();
      for (let n = 0; n < ENTERPRISES; n += AT_ONCE) await fill(client, FIRST + n);
      await client.query('analyze');
      await client.end();
      const headers = {
        authorization: `Bearer ${await machine.officer()}`,
        'content-type': 'application/json',
      };
      const posted = await fetch(`${service.base}/v1/policies`, {
        method: 'POST',
        headers,
        body: JSON.stringify(stricterRule()),
      });
      if (posted.status !== 201) throw new Error(`the rule was not taken: ${await posted.text()}`);
      const seconds = await rounds(count, () => preview(service, headers));
      await service.stop();
      return { value: median(seconds), unit: 's', remark: `${ENTERPRISES} enterprises, three years each` };
    },
  };
}
