import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What decides how far an enterprise's loans are covered: its titles, how large it is, what stands against it. The topics they come from are
 * not ordered against each other, so none of these rows waits for the enterprise itself.
 */
export class EnterpriseStanding1700000021000 implements MigrationInterface {
  readonly name = 'EnterpriseStanding1700000021000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table enterprise_title (
        qualification_id uuid primary key,
        credit_code text not null,
        programme text not null,
        status text not null,
        valid_from date not null,
        valid_to date not null,
        key_version bigint not null
      );
      create index enterprise_title_by_enterprise on enterprise_title (credit_code);
      create table enterprise_revenue (
        credit_code text not null,
        fiscal_year integer not null,
        revenue_band text,
        key_version bigint not null,
        primary key (credit_code, fiscal_year)
      );
      create table enterprise_credit_event (
        credit_event_id uuid primary key,
        credit_code text not null,
        credit_event_type text not null,
        occurred_on date not null,
        removed_on date,
        key_version bigint not null
      );
      create index enterprise_credit_event_by_enterprise on enterprise_credit_event (credit_code)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
