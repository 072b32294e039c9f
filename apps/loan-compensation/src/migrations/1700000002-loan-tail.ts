import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where each loan's fold ended, so that an event which comes after all others need not read them; and the locking of many due bills in one
 * round trip. Loans from before know no end of their fold and find it at their next event.
 */
export class LoanTail1700000002000 implements MigrationInterface {
  name = 'LoanTail1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table loan add tail text not null default 'null';

      -- A function, because each of its statements sees what was committed while the one before it waited.
      create function lock_loans(banks text[], due_bills text[]) returns setof loan language plpgsql as $$
      begin
        insert into loan (bank_code, due_bill_no)
          select b, d from unnest(banks, due_bills) as k (b, d) order by b, d on conflict do nothing;
        return query
          select l.* from loan l
            where (l.bank_code, l.due_bill_no) in (select b, d from unnest(banks, due_bills) as k (b, d))
            order by l.bank_code, l.due_bill_no for update;
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
