-- The least that a money command needs, and nothing else: dedupe, an event, two ledger lines that balance, a pool's row. What the
-- machine does of this in a second is the yardstick for everything the product does.
drop schema if exists ceiling cascade;
create schema ceiling;
create table ceiling.request (key uuid primary key, fingerprint bytea not null, reply jsonb, created_at timestamptz not null default now());
create table ceiling.event (
  pos bigint generated always as identity primary key,
  txid xid8 not null default pg_current_xact_id(),
  topic text not null, part smallint not null, key text not null, event_id uuid not null, data jsonb not null,
  created_at timestamptz not null default now());
create table ceiling.line (
  id bigint generated always as identity primary key,
  tx uuid not null, account int not null, amount bigint not null check (amount <> 0), created_at timestamptz not null default now());
create table ceiling.pool (id int primary key, balance bigint not null check (balance >= 0), version bigint not null default 0) with (fillfactor = 50);
insert into ceiling.pool select n, 1000000000000000, 0 from generate_series(1, 64) as n;

-- One command in one round trip; the contended row comes last.
create function ceiling.pay(the_key uuid, the_pool int, the_amount bigint) returns boolean language plpgsql as $$
begin
  insert into ceiling.request (key, fingerprint, reply) values (the_key, '\x0011223344556677', '{"status":"ok"}') on conflict do nothing;
  if not found then return false; end if;
  insert into ceiling.event (topic, part, key, event_id, data) values ('loan.disbursed', (the_pool % 8)::smallint, the_pool::text, gen_random_uuid(),
    jsonb_build_object('loanId', the_key, 'bank', 'C1', 'amount', the_amount, 'term', 12, 'rate', 435, 'borrower', '91320594TE5T' || the_pool));
  insert into ceiling.line (tx, account, amount) values (the_key, 100 + the_pool, the_amount), (the_key, 1000 + the_pool, -the_amount);
  update ceiling.pool set balance = balance - the_amount, version = version + 1 where id = the_pool and balance >= the_amount;
  if not found then raise exception 'the pool is exhausted'; end if;
  return true;
end $$;

-- Many commands in one round trip, arrays in; pools are locked in the order of their ids, so that two batches never wait in a circle.
create function ceiling.pay_many(keys uuid[], pools int[], amounts bigint[], datas jsonb[]) returns int language plpgsql as $$
declare
  new_keys int;
  ids int[];
  sums bigint[];
  counts bigint[];
begin
  with given as (
    select * from unnest(keys, pools, amounts, datas) as g (key, pool, amount, data)
  ), claimed as (
    insert into ceiling.request (key, fingerprint, reply)
      select key, '\x0011223344556677', '{"status":"ok"}' from given order by key on conflict do nothing returning key
  ), fresh as (
    select given.* from given join claimed using (key)
  ), events as (
    insert into ceiling.event (topic, part, key, event_id, data)
      select 'loan.disbursed', (pool % 8)::smallint, pool::text, gen_random_uuid(), data from fresh
  ), lines as (
    insert into ceiling.line (tx, account, amount)
      select key, 100 + pool, amount from fresh union all select key, 1000 + pool, -amount from fresh
  ), summed as (
    select pool, sum(amount)::bigint as amount, count(*) as n from fresh group by pool
  )
  select coalesce(sum(n), 0)::int, array_agg(pool order by pool), array_agg(amount order by pool), array_agg(n order by pool)
    into new_keys, ids, sums, counts from summed;
  if new_keys = 0 then return 0; end if;
  perform 1 from ceiling.pool where id = any(ids) order by id for update;
  update ceiling.pool p set balance = p.balance - u.amount, version = p.version + u.n
    from unnest(ids, sums, counts) as u (id, amount, n) where p.id = u.id;
  return new_keys;
end $$;

create function ceiling.pay_made_up(n int) returns int language sql as $$
  select ceiling.pay_many(array_agg(gen_random_uuid()), array_agg(1 + (g % 64)), array_agg((100 + g)::bigint),
    array_agg(jsonb_build_object('loanId', g, 'bank', 'C1', 'amount', 100 + g, 'term', 12, 'rate', 435, 'borrower', '91320594TE5T' || g)))
  from generate_series(1, n) as g $$;
