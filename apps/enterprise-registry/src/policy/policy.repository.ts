import { refuse } from '@gusu/contracts';
import { Database, type Tx } from '@gusu/database';
import type { Policy, PolicyAction, PolicyPeriod, PolicySource } from '@gusu/policies';
import { Injectable } from '@nestjs/common';
import type { PolicyProposal } from './policy.js';
import { POLICY_COLUMNS, proposalOf, type PolicyRow } from './policy.row.js';

@Injectable()
export class PolicyRepository {
  constructor(private readonly database: Database) {}

  /** One after the other: two approvals at once could each be right alone and overlap together. */
  async serialize(tx: Tx): Promise<void> {
    await tx.execute(`select pg_advisory_xact_lock(hashtextextended('policy', 7))`);
  }

  /** The texts of what was approved, in the order of approval. Inside a transaction when one is given. */
  async approved(within: Pick<Tx, 'query'> = this.database): Promise<PolicySource[]> {
    const rows = await within.query<{ policy_id: string; source_text: string }>(
      `select policy_id, source_text from policy_version where status = 'approved' order by decided_at, policy_id`,
    );
    return rows.map((row) => ({ file: row.policy_id, text: row.source_text }));
  }

  /** @throws policy/already-known when the id was ever proposed */
  async add(tx: Tx, proposal: PolicyProposal): Promise<void> {
    const added = await tx.execute(
      `insert into policy_version (policy_id, programme, hash, source_text, golden_cases, status, proposed_by, proposed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz) on conflict do nothing`,
      [
        proposal.policyId,
        proposal.programme,
        proposal.hash,
        proposal.text,
        proposal.goldenCases,
        proposal.status,
        proposal.proposedBy,
        proposal.proposedAt,
      ],
    );
    if (added === 0) throw refuse('policy/already-known', { policyId: proposal.policyId });
  }

  /** @throws policy/not-found */
  async lock(tx: Tx, policyId: string): Promise<PolicyProposal> {
    const [row] = await tx.query<PolicyRow>(
      `select ${POLICY_COLUMNS} from policy_version where policy_id = $1 for no key update`,
      [policyId],
    );
    if (!row) throw refuse('policy/not-found', { policyId });
    return proposalOf(row);
  }

  async save(
    tx: Tx,
    { policyId, status, decidedBy, decidedAt, decisionReason }: PolicyProposal,
  ): Promise<void> {
    await tx.execute(
      `update policy_version set status = $2, decided_by = $3, decided_at = $4::timestamptz, decision_reason = $5
       where policy_id = $1`,
      [policyId, status, decidedBy, decidedAt, decisionReason ?? null],
    );
  }

  /** The days on which each of these rules, as far as they were proposed here. Before an approval, so that its day is free when it comes. */
  async savePeriods(tx: Tx, ruling: readonly Policy[]): Promise<void> {
    await tx.execute(
      `update policy_version p set (initial_periods, review_periods) =
         (ruling.initial_periods::datemultirange, ruling.review_periods::datemultirange)
       from unnest($1::text[], $2::text[], $3::text[]) as ruling (policy_id, initial_periods, review_periods)
       where p.policy_id = ruling.policy_id`,
      [
        ruling.map(({ id }) => id),
        ruling.map(({ periods }) => daysOf(periods, 'initial')),
        ruling.map(({ periods }) => daysOf(periods, 'review')),
      ],
    );
  }

  async find(policyId: string): Promise<PolicyProposal | undefined> {
    const [row] = await this.database.query<PolicyRow>(
      `select ${POLICY_COLUMNS} from policy_version where policy_id = $1`,
      [policyId],
    );
    return row && proposalOf(row);
  }

  /** Everything that was ever proposed, the newest first. */
  async list(): Promise<PolicyProposal[]> {
    const rows = await this.database.query<PolicyRow>(
      `select ${POLICY_COLUMNS} from policy_version order by proposed_at desc, policy_id`,
    );
    return rows.map(proposalOf);
  }
}

/** The days of one action as PostgreSQL writes them; none is an empty set. */
function daysOf(periods: readonly PolicyPeriod[], action: PolicyAction): string {
  const own = periods.filter((period) => period.action === action);
  return `{${own.map(({ from, to }) => `[${from},${to ?? ''}]`).join(',')}}`;
}
