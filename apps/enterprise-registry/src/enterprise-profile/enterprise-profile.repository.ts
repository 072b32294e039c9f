import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Actor } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import { insiderScope } from '../enterprise/insider-scope.js';
import type { ProfileListQuery } from './enterprise-profile.dto.js';
import type { EnterpriseProfile, StandingProfile } from './enterprise-profile.js';
import {
  PROFILE_COLUMNS,
  PROFILE_PARAMETERS,
  profileOf,
  type ProfileRow,
  profileValues,
} from './enterprise-profile.row.js';

@Injectable()
export class EnterpriseProfileRepository {
  constructor(private readonly database: Database) {}

  /** The caller holds the lock of the enterprise. */
  async standing(tx: Tx, creditCode: string): Promise<StandingProfile> {
    const rows = await tx.query<ProfileRow>(
      `select ${PROFILE_COLUMNS} from enterprise_profile where credit_code = $1 order by version desc`,
      [creditCode],
    );
    const versions = rows.map(profileOf);
    return {
      verified: versions.find(({ status }) => status === 'verified'),
      waiting: versions.find(({ status }) => status === 'submitted'),
      newestVersion: versions[0]?.version ?? 0,
    };
  }

  /** Stores a new version, or what became of a known one; what it says never changes. */
  async save(tx: Tx, profile: EnterpriseProfile): Promise<void> {
    await tx.execute(
      `insert into enterprise_profile (${PROFILE_COLUMNS}) values (${PROFILE_PARAMETERS})
       on conflict (credit_code, version) do update set
         (status, rejection_reasons, decided_by, decided_at, withdrawn_at) =
         (excluded.status, excluded.rejection_reasons, excluded.decided_by, excluded.decided_at, excluded.withdrawn_at)`,
      profileValues(profile),
    );
  }

  /** The version that counts: the verified one, else the one that waits. @throws declaration/not-found */
  async get(creditCode: string, caller: Actor): Promise<EnterpriseProfile> {
    const versions = await this.versions(creditCode, caller);
    const counts = ['verified', 'submitted'].map((wanted) =>
      versions.find(({ status }) => status === wanted),
    );
    const profile = counts.find((version) => version !== undefined);
    if (!profile) throw refuse('declaration/not-found', { creditCode });
    return profile;
  }

  /** Versions in one status, of the enterprises this caller is responsible for, in the order of their credit codes. */
  async list(
    { status, district, after, limit }: ProfileListQuery,
    caller: Actor,
  ): Promise<EnterpriseProfile[]> {
    const scope = insiderScope(caller, 6);
    const rows = await this.database.query<ProfileRow>(
      `select ${PROFILE_COLUMNS} from enterprise_profile p
       where status = $1 and (credit_code, version) > ($2::text, $3::integer)
         and exists (select 1 from enterprise e where e.credit_code = p.credit_code
           and ($4::text is null or e.district_code = $4) and ${scope.sql})
       order by credit_code, version limit $5::integer`,
      [status, after?.creditCode ?? '', after?.version ?? 0, district ?? null, limit, ...scope.values],
    );
    return rows.map(profileOf);
  }

  /** Every version that this caller may see, newest first. */
  async versions(creditCode: string, caller: Actor): Promise<EnterpriseProfile[]> {
    const scope = insiderScope(caller, 2);
    const rows = await this.database.query<ProfileRow>(
      `select ${PROFILE_COLUMNS} from enterprise_profile
       where credit_code = $1 and exists (select 1 from enterprise e where e.credit_code = $1 and ${scope.sql})
       order by version desc`,
      [creditCode, ...scope.values],
    );
    return rows.map(profileOf);
  }
}
