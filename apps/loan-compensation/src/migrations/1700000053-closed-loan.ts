import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Old loans that closed, by borrower and day, so that a new loan need not look at all that its borrower ever had. What stands here is where to
 * look; whether a loan is still closed on that day is read from the loan itself.
 */
export class ClosedLoan1700000053000 implements MigrationInterface {
  name = 'ClosedLoan1700000053000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table closed_loan (
        credit_code text not null,
        bank_code text not null,
        closed_on date not null,
        due_bill_no text not null,
        primary key (credit_code, bank_code, closed_on, due_bill_no)
      );
      insert into closed_loan (credit_code, bank_code, closed_on, due_bill_no)
        select credit_code, bank_code, coalesce(state::jsonb ->> 'settledOn', state::jsonb ->> 'renewedOn')::date, due_bill_no
          from loan where status in ('settled', 'renewed') and credit_code is not null;
      do $$ begin
        execute format('revoke update, delete on closed_loan from %I', current_database() || '_app');
      end $$;

      -- Each loan of the arrays was either lent or closed on the day beside it. Told are the new loans of one borrower and bank that were lent on
      -- the day an old one closed, and whose filing does not say so.
      create function refinanced_loans(banks text[], bills text[], borrowers text[], closed date[], lent date[])
        returns table (bank_code text, due_bill_no text)
        language plpgsql
        -- Planned while the tables are empty and kept: nothing but a look-up by key stays right as they grow.
        set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
      begin
        insert into closed_loan (credit_code, bank_code, closed_on, due_bill_no)
          select w, b, c, d from unnest(banks, bills, borrowers, closed) as t (b, d, w, c) where c is not null
          order by w, b, c, d on conflict do nothing;
        return query
          with turn as (select * from unnest(banks, bills, borrowers, closed, lent) as t (bank, bill, borrower, closed_on, lent_on)),
          pair as (
            select o.due_bill_no as old_bill, t.bank, t.bill as new_bill, t.lent_on as day
              from turn t join closed_loan o on o.credit_code = t.borrower and o.bank_code = t.bank and o.closed_on = t.lent_on
              where t.lent_on is not null
            union all
            select t.bill, t.bank, n.due_bill_no, t.closed_on
              from turn t join loan n on n.credit_code = t.borrower and n.bank_code = t.bank
              where t.closed_on is not null)
          select distinct n.bank_code, n.due_bill_no
            from pair p
            join loan n on n.bank_code = p.bank and n.due_bill_no = p.new_bill
            join loan o on o.bank_code = p.bank and o.due_bill_no = p.old_bill
            where p.old_bill <> p.new_bill and o.status in ('settled', 'renewed')
              and coalesce(o.state::jsonb ->> 'settledOn', o.state::jsonb ->> 'renewedOn')::date = p.day
              and (n.state::jsonb ->> 'disbursedOn')::date = p.day
              and (n.state::jsonb -> 'filing' ->> 'renewedFrom') is distinct from o.due_bill_no
            order by 1, 2;
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
