import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Migration } from '../migrate.js';

/**
 * The audit chain: each entry's hash covers the hash before it and the exact text of the entry. The running role can read the
 * chain and add to it through `audit_append` alone.
 */
class AuditChain1760000001000 implements MigrationInterface {
  name = 'AuditChain1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_entry (
        seq bigint primary key,
        entry text not null,
        previous_hash bytea not null,
        hash bytea not null
      );
      create table audit_head (
        is_head boolean primary key default true check (is_head),
        seq bigint not null,
        hash bytea not null
      ) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
      insert into audit_head (seq, hash) values (0, sha256('gusu audit chain'));

      create function audit_append(entries text[]) returns bigint
        language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
      declare
        at_seq bigint;
        at_hash bytea;
        before_each bytea[] := '{}';
        after_each bytea[] := '{}';
        one text;
      begin
        select seq, hash into strict at_seq, at_hash from audit_head for update;
        foreach one in array entries loop
          before_each := before_each || at_hash;
          at_hash := sha256(at_hash || convert_to(one, 'UTF8'));
          after_each := after_each || at_hash;
        end loop;
        -- Unnested side by side: a subscript would walk the array from its start for every entry.
        insert into audit_entry (seq, entry, previous_hash, hash)
          select at_seq + n, e, b, a from unnest(entries, before_each, after_each) with ordinality as u (e, b, a, n);
        update audit_head set seq = at_seq + cardinality(entries), hash = at_hash;
        return at_seq + cardinality(entries);
      end $$;

      do $$ begin
        execute format('revoke insert, update, delete on audit_entry, audit_head from %I', current_database() || '_app');
        execute format('grant execute on function audit_append to %I', current_database() || '_app');
      end $$;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

export const auditMigrations: Migration[] = [AuditChain1760000001000];
