import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The consuming side: how far each group is, who its members are, which keys are parked and what was put aside. The offset is the
 * fence: an effect commits only together with the step from the expected offset under the expected epoch.
 */
export class EventConsumer1760000003000 implements MigrationInterface {
  name = 'EventConsumer1760000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table consumer_offset (
        consumer_group text not null,
        topic text not null,
        part smallint not null,
        next_off bigint not null default 0,
        epoch bigint not null default 0,
        owner text,
        primary key (consumer_group, topic, part)
      ) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
      create table consumer_member (
        consumer_group text not null,
        member text not null,
        seen_at timestamptz not null default clock_timestamp(),
        primary key (consumer_group, member)
      ) with (fillfactor = 50);
      create table parked_key (
        consumer_group text not null,
        topic text not null,
        key text not null,
        parked_at timestamptz not null default now(),
        primary key (consumer_group, topic, key)
      );
      create table dead_letter (
        id bigint generated always as identity primary key,
        consumer_group text not null,
        topic text not null,
        part smallint not null,
        off bigint,
        key text,
        event_id text,
        type text,
        cause text not null,
        error text not null,
        attempts int not null,
        body text not null,
        status text not null check (status in ('parked', 'waiting', 'redriven', 'discarded')),
        created_at timestamptz not null default now(),
        settled_at timestamptz,
        settled_by text,
        reason text
      );
      create index dead_letter_open on dead_letter (consumer_group, topic, key, id) where status in ('parked', 'waiting');
      create table publish_cursor (
        topic text not null,
        part smallint not null,
        next_off bigint not null default 0,
        primary key (topic, part)
      ) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
      do $$ begin
        execute format('revoke delete on dead_letter, consumer_offset from %I', current_database() || '_app');
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
