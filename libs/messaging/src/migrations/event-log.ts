import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The producing side: the outbox a transaction writes, the version counter of each key, and the log with dense offsets that
 * the sequencer makes of it. The running role may add to the outbox and read the log; it can change neither.
 */
export class EventLog1760000002000 implements MigrationInterface {
  name = 'EventLog1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(SEQUENCE_EVENTS);
    await runner.query(RESTAMP);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const TABLES = `
  create table outbox (
    pos bigint generated always as identity,
    txid xid8 not null default pg_current_xact_id(),
    topic text not null,
    part smallint not null,
    key text not null,
    version bigint not null,
    event_id uuid not null,
    type text not null,
    schema_version smallint not null,
    occurred_at timestamptz not null,
    traceparent text,
    data text not null,
    primary key (txid, pos)
  );
  create table outbox_key (
    topic text not null,
    key text not null,
    version bigint not null,
    primary key (topic, key)
  ) with (fillfactor = 70);
  create table event_log (
    topic text not null,
    part smallint not null,
    off bigint not null,
    key text not null,
    version bigint not null,
    event_id uuid not null,
    type text not null,
    schema_version smallint not null,
    occurred_at timestamptz not null,
    traceparent text,
    data text not null,
    primary key (topic, part, off)
  );
  create table event_log_head (
    topic text not null,
    part smallint not null,
    next_off bigint not null,
    primary key (topic, part)
  ) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
  create table sequencer (
    is_sequencer boolean primary key default true check (is_sequencer),
    seen pg_snapshot not null
  ) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
  insert into sequencer (seen) values (pg_current_snapshot());`;

// Moves every event that became visible since the snapshot in `seen`. The new snapshot is taken after the row lock, so whoever
// waited sees what the one before it did, and a leader that was stopped and comes back finds an empty window. Inside a window
// `pos` orders the events of a key, because a writer draws it while it holds the key's row in outbox_key.
const SEQUENCE_EVENTS = `
  create function sequence_events() returns bigint
    language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    before pg_snapshot;
    after pg_snapshot;
    moved bigint;
  begin
    select seen into strict before from sequencer for update;
    after := pg_current_snapshot();
    with moving as materialized (
      select * from outbox
        where txid >= pg_snapshot_xmax(before) and txid < pg_snapshot_xmax(after) and pg_visible_in_snapshot(txid, after)
      union all
      select o.* from pg_snapshot_xip(before) as unfinished (txid) join outbox o using (txid)
        where pg_visible_in_snapshot(txid, after)
    ), counted as (
      select topic, part, count(*) as n from moving group by topic, part
    ), heads as (
      insert into event_log_head as h (topic, part, next_off)
        select topic, part, n from counted
        on conflict (topic, part) do update set next_off = h.next_off + excluded.next_off
        returning h.topic, h.part, h.next_off
    ), stored as (
      insert into event_log
        select m.topic, m.part,
               h.next_off - c.n - 1 + row_number() over (partition by m.topic, m.part order by m.pos),
               m.key, m.version, m.event_id, m.type, m.schema_version, m.occurred_at, m.traceparent, m.data
          from moving m join counted c using (topic, part) join heads h using (topic, part)
        returning 1
    )
    select count(*) into moved from stored;
    if moved > 0 or pg_snapshot_xmax(before) < pg_snapshot_xmin(after) then
      update sequencer set seen = after;
    end if;
    if moved > 0 then
      perform pg_notify('event_log', '');
    end if;
    return moved;
  end $$;`;

// A restored database counts transactions from the start again: its outbox and its snapshot lie in a future that this cluster will
// reach one day. What was not yet in the log is given a new stamp; what was is stamped as long past, so that it never comes again.
const RESTAMP = `
  create function restamp_outbox() returns bigint
    language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    before pg_snapshot;
    after pg_snapshot;
    latest xid8;
    stamped bigint := 0;
  begin
    select seen into strict before from sequencer for update;
    after := pg_current_snapshot();
    select max(txid) into latest from outbox;
    if pg_snapshot_xmax(before) <= pg_snapshot_xmax(after) and (latest is null or latest < pg_snapshot_xmax(after)) then
      return 0;
    end if;
    update outbox o set txid = '3'::xid8
      where exists (select 1 from event_log l where l.topic = o.topic and l.part = o.part
                      and l.event_id = o.event_id);
    update outbox o set txid = pg_current_xact_id() where txid <> '3'::xid8;
    get diagnostics stamped = row_count;
    update sequencer set seen = after;
    return stamped;
  end $$;`;

const GRANTS = `
  do $$
  declare
    app text := current_database() || '_app';
    reader text := current_database() || '_events';
  begin
    execute format('revoke update, delete on outbox from %I', app);
    execute format('revoke delete on outbox_key from %I', app);
    execute format('revoke insert, update, delete on event_log, event_log_head, sequencer from %I', app);
    execute format('grant execute on function sequence_events, restamp_outbox to %I', app);
    execute format('grant select on event_log, event_log_head to %I', reader);
  end $$;`;
