import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where banks are called back, what they are told, and every attempt to tell them. */
export class Callback1700000052000 implements MigrationInterface {
  name = 'Callback1700000052000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table callback_address (
        bank_code text primary key references partner_bank,
        url text not null,
        -- encrypted; what is sent is signed with it
        secret bytea not null,
        status text not null check (status in ('active', 'gone')),
        registered_by text not null,
        registered_at timestamptz not null
      );
      create table callback_delivery (
        delivery_id uuid primary key,
        bank_code text not null references callback_address,
        type text not null,
        body text not null,
        status text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'stopped')),
        attempts int not null default 0,
        -- also the lease of whoever is sending it: a sender that dies leaves it to be sent again
        next_at timestamptz,
        created_at timestamptz not null,
        delivered_at timestamptz,
        check ((status = 'pending') = (next_at is not null))
      );
      create index on callback_delivery (next_at) where status = 'pending';
      create index on callback_delivery (bank_code, created_at desc, delivery_id);
      create table callback_attempt (
        delivery_id uuid not null references callback_delivery,
        number int not null,
        at timestamptz not null,
        millis int not null,
        http_status int,
        problem text,
        primary key (delivery_id, number)
      );
      do $$ begin
        execute format('revoke update, delete on callback_delivery, callback_attempt from %I', current_database() || '_app');
        execute format('grant update (status, attempts, next_at, delivered_at) on callback_delivery to %I', current_database() || '_app');
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
