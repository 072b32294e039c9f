import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Quotes of the one-year LPR, entered by one person and decided on by another. A wrong one is rejected and entered anew. */
export class LprQuote1700000032000 implements MigrationInterface {
  name = 'LprQuote1700000032000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lpr_quote (
        quote_id uuid primary key,
        published_on date not null,
        rate_ppm int not null check (rate_ppm between 1 and 1000000),
        source_url text not null,
        status text not null check (status in ('entered', 'confirmed', 'rejected')),
        entered_by text not null,
        entered_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        check (decided_by <> entered_by),
        check ((status = 'entered') = (decided_by is null)),
        check ((decided_by is null) = (decided_at is null))
      );
      create unique index lpr_quote_of_a_day on lpr_quote (published_on) where status <> 'rejected';
      do $$ begin
        execute format('revoke update, delete on lpr_quote from %I', current_database() || '_app');
        execute format('grant update (status, decided_by, decided_at) on lpr_quote to %I', current_database() || '_app');
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
