import { DISTRICTS } from '@gusu/values';
import { Client } from 'pg';
import type { Machine } from './machine.js';
import type { ServiceProcess } from './service-process.js';
import { syntheticName } from './synthetic-name.js';
import { syntheticCode } from './synthetic-register.js';

const AT_ONCE = 20_000;
/**
 * Of a thousand enterprises: how many wait to be verified, have handed in a year, have handed in an application. Enough that the first page of every
 * officer is full in the smallest register too, or the longer answer would be measured as the slower one.
 */
const REGISTERING = 30;
const YEARS = 60;
const APPLYING = 15;

/** A register of a given size that is simply there, with its own database and service: the input of a row, not what it measures. */
export interface StandingRegister {
  size: number;
  service: ServiceProcess;
}

export class StandingRegisters {
  private readonly made = new Map<number, Promise<StandingRegister>>();

  constructor(private readonly machine: Machine) {}

  /** The register of that many enterprises; the second to ask for it finds it filled. */
  of(size: number): Promise<StandingRegister> {
    const known = this.made.get(size) ?? this.make(size);
    this.made.set(size, known);
    return known;
  }

  private async make(size: number): Promise<StandingRegister> {
    const { service, adminUrl } = await this.machine.startRegistryOfItsOwn(`register_of_${size}`);
    const client = new Client({ connectionString: adminUrl });
    await client.connect();
    try {
      await withoutNameIndex(client, () => fill(client, size));
      await client.query('vacuum analyze');
    } finally {
      await client.end();
    }
    return { size, service };
  }
}

/** Fills tables before their largest index is built, as whoever restores a database does: in a tenth of the time. */
async function withoutNameIndex(client: Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ indexdef: string }>(
    "select indexdef from pg_indexes where indexname = 'enterprise_by_name'",
  );
  await client.query('drop index if exists enterprise_by_name');
  await work();
  await client.query("set maintenance_work_mem = '512MB'");
  for (const { indexdef } of rows) await client.query(indexdef);
}

async function fill(client: Client, size: number): Promise<void> {
  for (let from = 0; from < size; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, size - from) }, (_, at) => from + at);
    const names = numbers.map(syntheticName);
    await client.query(ENTERPRISES, [
      numbers.map(syntheticCode),
      names.map(({ name }) => name),
      names.map(({ pinyin }) => pinyin),
      names.map(({ initials }) => initials),
      numbers.map((n) => DISTRICTS[districtOf(n)]?.code),
      numbers.map((n) => (n % 1_000 < REGISTERING ? 'pendingVerification' : 'active')),
    ]);
  }
  await client.query(SUBMITTED_YEARS, [YEARS]);
  await client.query(APPLICATIONS, [APPLYING]);
}

// The first districts have most of the enterprises, the last one a twentieth of them.
function districtOf(n: number): number {
  const share = (n * 7_919) % 20;
  return share < 18 ? Math.floor((share * 8) / 18) : share - 10;
}

// Spread over a year, as the days on which they were handed in are.
const ENTERPRISES = `
  insert into enterprise (credit_code, name, name_pinyin, name_initials, established_on, address, district_code, status, effective_on, source,
    is_synthetic, submitted_by, version, recorded_at, verify_by)
  select code, name, pinyin, initials, date '2018-03-01', '苏州', district, status, date '2018-03-01', 'registration', true, 'bench', 1,
    handed_in, (handed_in + interval '7 days')::date
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
    with ordinality as row (code, name, pinyin, initials, district, status, at),
    lateral (select now() - make_interval(mins => (at * 7919 % 500000)::integer)) as t (handed_in)`;

const SUBMITTED_YEARS = `
  insert into annual_facts (credit_code, fiscal_year, version, status, figures, source, evidence_ids, recorded_by, recorded_at,
    submitted_by, submitted_at)
  select credit_code, 2025, 1, 'submitted', '{}', 'ENTERPRISE', '{}', 'bench', recorded_at, 'bench', recorded_at
  from enterprise where status = 'active' and abs(hashtext(credit_code)) % 1000 < $1::integer`;

const APPLICATIONS = `
  insert into assessment (assessment_id, credit_code, programme, action, status, district_code, choices, snapshot_no, apply_date, policy_id,
    policy_hash, summary, fact_versions, returns, defects, opened_by, version, opened_at, recorded_at, handling_due_on)
  select gen_random_uuid(), credit_code, 'techSme', 'initial', (array['submitted', 'districtReview', 'cityReview'])[1 + at % 3],
    district_code, '{}', 1, date '2026-07-01', 'tech-sme/2017-115', 'bench', 'READY', '{}', 0, '[]', 'bench', 1, recorded_at, recorded_at,
    (recorded_at + interval '14 days')::date
  from (select *, row_number() over () as at from enterprise where status = 'active' and abs(hashtext(reverse(credit_code))) % 1000 < $1::integer) e`;
