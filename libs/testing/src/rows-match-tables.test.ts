import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { expectRowsMatchTables } from './rows-match-tables.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

class CreateLoan1700000000001 {
  name = 'CreateLoan1700000000001';
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(`create table loan (
      id bigint generated always as identity primary key, due_bill_no varchar(64) not null,
      principal_fen bigint not null, due_on date, tags text[] not null default '{}',
      changed_at timestamptz not null default now(), body jsonb)`);
  }
  async down(): Promise<void> {}
}

@Entity('loan')
class LoanRow {
  @PrimaryColumn('bigint') id: string;
  @Column('varchar', { name: 'due_bill_no', length: 64 }) dueBillNo: string;
  @Column('bigint', { name: 'principal_fen' }) principalFen: string;
  @Column('date', { name: 'due_on', nullable: true }) dueOn: string | null;
  @Column('text', { array: true }) tags: string[];
  @Column('timestamptz', { name: 'changed_at' }) changedAt: Date;
  @Column('jsonb', { nullable: true }) body: unknown;
}

@Entity('loan')
class WrongRow {
  @PrimaryColumn('bigint') id: string;
  @Column('integer', { name: 'principal_fen' }) principalFen: number;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('text') colour: string;
}

@Entity('nowhere')
class NowhereRow {
  @PrimaryColumn('bigint') id: string;
}

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ migrations: [CreateLoan1700000000001] });
});
afterAll(() => test.drop());

describe('comparing row classes with tables', () => {
  it('finds nothing where they say the same', async () => {
    await expectRowsMatchTables(test.database, [LoanRow]);
  });

  it('names every difference', async () => {
    await expect(expectRowsMatchTables(test.database, [WrongRow, NowhereRow])).rejects.toThrow(
      [
        'rows and tables differ:',
        'WrongRow.principal_fen: is integer here and bigint in the table',
        'WrongRow.due_on: may be null in the table',
        'WrongRow.colour: is not a column of loan',
        'WrongRow.due_bill_no: must be given in the table and is not known here',
        'NowhereRow: there is no table nowhere',
      ].join('\n'),
    );
  });

  it('refuses to compare nothing', async () => {
    await expect(expectRowsMatchTables(test.database, [])).rejects.toThrow('no row class was given');
  });
});
