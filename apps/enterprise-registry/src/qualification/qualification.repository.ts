import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import { type Actor, addDays, type CreditCode, localDateOf } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { visibleTo } from '../enterprise/enterprise-scope.js';
import type { Qualification } from './qualification.js';
import {
  QUALIFICATION_COLUMNS,
  qualificationOf,
  qualificationRow,
  type QualificationRow,
} from './qualification.row.js';
import { holds, NEAR_EXPIRY_DAYS } from './qualification.rules.js';
import { certificateOf } from './title-list.rules.js';

@Injectable()
export class QualificationRepository {
  constructor(private readonly database: Database) {}

  /**
   * Locks these enterprises in the order of their codes and returns the titles of each that is registered. Whoever writes titles or
   * places on the ladder holds this lock, so that two grants never pass each other.
   */
  async lockHolders(tx: Tx, creditCodes: readonly string[]): Promise<Map<CreditCode, Qualification[]>> {
    const holders = await tx.query<{ credit_code: CreditCode }>(
      `select credit_code from enterprise
       where credit_code = any($1::text[]) and status not in ('pendingVerification', 'rejected')
       order by credit_code for no key update`,
      [creditCodes],
    );
    const titles = new Map<CreditCode, Qualification[]>(holders.map((row) => [row.credit_code, []]));
    const rows = await tx.query<QualificationRow>(
      `select ${QUALIFICATION_COLUMNS} from qualification where credit_code = any($1::text[]) order by valid_from`,
      [[...titles.keys()]],
    );
    for (const row of rows) titles.get(row.credit_code)?.push(qualificationOf(row));
    return titles;
  }

  /** Of these certificates the ones that are in the register, as `programme certNo`, and whose they are. */
  async certificates(
    tx: Tx,
    certificates: readonly { programme: string; certNo: string }[],
  ): Promise<Map<string, CreditCode>> {
    const rows = await tx.query<{ programme: string; cert_no: string; credit_code: CreditCode }>(
      `select programme, cert_no, credit_code from unnest($1::text[], $2::text[]) as asked (programme, cert_no)
       join qualification using (programme, cert_no)`,
      [
        certificates.map(({ programme }) => programme.trim()),
        certificates.map(({ certNo }) => certNo.trim()),
      ],
    );
    return new Map(rows.map((row) => [certificateOf(row.programme, row.cert_no), row.credit_code]));
  }

  /** One certificate is given out by one transaction at a time, also to titles of two enterprises; taken behind the enterprise. */
  async lockCertificate(tx: Tx, { programme, certNo }: { programme: string; certNo: string }): Promise<void> {
    await tx.execute('select pg_advisory_xact_lock(hashtextextended($1, 7))', [
      `certificate ${certificateOf(programme, certNo)}`,
    ]);
  }

  /** Stores new and moved titles at once; of one that moved several times, the last state. */
  async save(tx: Tx, titles: readonly Qualification[]): Promise<void> {
    const last = new Map(titles.map((title) => [title.qualificationId, title]));
    // What no longer holds goes first: it makes room for the title that takes its place.
    const rows = [...last.values()].sort((a, b) => Number(holds(a)) - Number(holds(b)));
    await tx.execute(
      `insert into qualification (${QUALIFICATION_COLUMNS})
       select ${QUALIFICATION_COLUMNS} from jsonb_populate_recordset(null::qualification, $1::jsonb)
       on conflict (qualification_id) do update set
         cert_no = excluded.cert_no, valid_to = excluded.valid_to, status = excluded.status, policy_id = excluded.policy_id,
         missed_updates = excluded.missed_updates, suspended_on = excluded.suspended_on, ended_on = excluded.ended_on,
         ban_until = excluded.ban_until, version = excluded.version, recorded_at = excluded.recorded_at`,
      [JSON.stringify(rows.map(qualificationRow))],
    );
  }

  /** Enterprises with a title that the clock has something to say about, up to `limit` of them. */
  async holdersDue(tx: Tx, now: Date, limit: number): Promise<CreditCode[]> {
    const today = localDateOf(now);
    const rows = await tx.query<{ credit_code: CreditCode }>(
      `select distinct credit_code from (
         (select credit_code from qualification where status = 'valid' and valid_to <= $2::date limit $3)
         union all
         (select credit_code from qualification where status in ('expiring', 'suspended') and valid_to < $1::date limit $3)) due
       limit $3`,
      [today, addDays(today, NEAR_EXPIRY_DAYS), limit],
    );
    return rows.map((row) => row.credit_code);
  }

  /** @throws qualification/not-found when there is none, or none that this caller may know of */
  async get(
    qualificationId: string,
    caller: Actor,
    within: Pick<Tx, 'query'> = this.database,
  ): Promise<Qualification> {
    const scope = visibleTo(caller, 2);
    const [row] = await within.query<QualificationRow>(
      `select ${QUALIFICATION_COLUMNS} from qualification
       where qualification_id = $1::uuid and credit_code in (select credit_code from enterprise where ${scope.sql})`,
      [qualificationId, ...scope.values],
    );
    if (!row) throw refuse('qualification/not-found', { qualificationId });
    return qualificationOf(row);
  }

  /** All titles of an enterprise, the newest first. @throws enterprise/not-found */
  async ofEnterprise(creditCode: string, caller: Actor): Promise<Qualification[]> {
    const scope = visibleTo(caller, 2);
    const rows = await this.database.query<QualificationRow | { qualification_id: null }>(
      `select ${QUALIFICATION_COLUMNS} from (select credit_code from enterprise where credit_code = $1 and ${scope.sql}) e
       left join qualification using (credit_code) order by valid_from desc, qualification_id`,
      [creditCode, ...scope.values],
    );
    if (rows.length === 0) throw refuse('enterprise/not-found', { creditCode });
    return rows.filter((row) => row.qualification_id !== null).map(qualificationOf);
  }
}
