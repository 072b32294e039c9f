import { refuse } from '@gusu/contracts';
import { Database, isExclusionViolation, isUniqueViolation, type Tx } from '@gusu/database';
import { type LoanPolicy, readLoanPolicy, writeLoanPolicy } from '@gusu/policies';
import { Injectable } from '@nestjs/common';
import type { PolicyVersion } from './policy-version.js';

type VersionRow = Omit<PolicyVersion, 'policy'> & { document: string; hash: string };

const COLUMNS = `document, hash, status, is_shipped as "isShipped", effective_to as "effectiveTo", proposed_by as "proposedBy",
  proposed_at as "proposedAt", first_approved_by as "firstApprovedBy", second_approved_by as "secondApprovedBy",
  published_at as "publishedAt"`;

@Injectable()
export class PolicyVersionRepository {
  private readonly read = new Map<string, LoanPolicy>();

  constructor(private readonly database: Database) {}

  /** Lets one transaction at a time change the versions of a programme, and returns them all, the oldest first. */
  async lockProgramme(tx: Tx, programme: string): Promise<PolicyVersion[]> {
    await tx.execute(`select pg_advisory_xact_lock(hashtextextended('loan_policy ' || $1, 0))`, [programme]);
    const rows = await tx.query<VersionRow>(
      `select ${COLUMNS} from loan_policy where programme = $1 order by version`,
      [programme],
    );
    return rows.map(versionOf);
  }

  /** @returns false when the version was there already; @throws Refusal loan-policy/overlap */
  async insert(tx: Tx, { policy, ...version }: PolicyVersion): Promise<boolean> {
    const rows = await this.guarded(() =>
      tx.execute(
        `insert into loan_policy (programme, version, status, is_shipped, document, hash, effective_from, effective_to, proposed_by,
           proposed_at, published_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (programme, version) do nothing`,
        [
          policy.programme,
          policy.version,
          version.status,
          version.isShipped,
          writeLoanPolicy(policy),
          policy.hash,
          policy.effective.from,
          version.effectiveTo,
          version.proposedBy,
          version.proposedAt,
          version.publishedAt,
        ],
      ),
    );
    return rows === 1;
  }

  /** @throws Refusal loan-policy/overlap when another published version rules one of its days */
  async update(tx: Tx, { policy, ...version }: PolicyVersion): Promise<void> {
    await this.guarded(() =>
      tx.execute(
        `update loan_policy set status = $3, effective_to = $4, first_approved_by = $5, second_approved_by = $6, published_at = $7
           where programme = $1 and version = $2`,
        [
          policy.programme,
          policy.version,
          version.status,
          version.effectiveTo,
          version.firstApprovedBy,
          version.secondApprovedBy,
          version.publishedAt,
        ],
      ),
    );
  }

  async list(): Promise<PolicyVersion[]> {
    const rows = await this.database.query<VersionRow>(
      `select ${COLUMNS} from loan_policy order by programme, version`,
      [],
    );
    return rows.map(versionOf);
  }

  /** @throws Refusal loan-policy/not-found */
  async get(programme: string, version: number): Promise<PolicyVersion> {
    const [row] = await this.database.query<VersionRow>(
      `select ${COLUMNS} from loan_policy where programme = $1 and version = $2`,
      [programme, version],
    );
    if (!row) throw refuse('loan-policy/not-found', { programme, version });
    return versionOf(row);
  }

  /**
   * One version as rules read it. What a version says never changes, so it is read once.
   * @throws Refusal loan-policy/not-found
   */
  async policyOf(
    programme: string,
    version: number,
    within: Pick<Tx, 'query'> = this.database,
  ): Promise<LoanPolicy> {
    const id = `${programme}/${version}`;
    const known = this.read.get(id);
    if (known) return known;
    const [row] = await within.query<VersionRow>(
      `select ${COLUMNS} from loan_policy where programme = $1 and version = $2`,
      [programme, version],
    );
    if (!row) throw refuse('loan-policy/not-found', { programme, version });
    const { policy } = versionOf(row);
    this.read.set(id, policy);
    return policy;
  }

  private async guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (isExclusionViolation(error)) throw refuse('loan-policy/overlap');
      if (isUniqueViolation(error)) throw refuse('loan-policy/version-taken');
      throw error;
    }
  }
}

// What was read when it was stored is read again; that it is still the same is worth a comparison of two texts.
function versionOf({ document, hash, ...rest }: VersionRow): PolicyVersion {
  const read = readLoanPolicy(JSON.parse(document), 'loan_policy');
  if ('defects' in read || read.policy.hash !== hash)
    throw new Error('a stored loan policy is not what it was');
  return { policy: read.policy, ...rest };
}
