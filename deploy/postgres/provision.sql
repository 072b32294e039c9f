-- The database of one service and its three roles, on a server of yours. Run it as a role that may create databases and roles;
-- running it again brings passwords and grants up to date.
--
--   psql "$ADMIN_URL" -v ON_ERROR_STOP=1 -v service=loan_compensation \
--     -v owner_password=… -v app_password=… -v events_password=… -f provision.sql
--
-- <service>_owner migrates and owns every table, <service>_app runs the service and cannot change what is append-only,
-- <service>_events reads the event log for other services' consumers and nothing else. libs/database/src/provision.ts does the
-- same for the embedded server; a test compares the two.

select :'service' || '_owner' as owner, :'service' || '_app' as app, :'service' || '_events' as events \gset

select format('create role %I login', name) from unnest(array[:'owner', :'app', :'events']) as name
 where not exists (select from pg_roles where rolname = name) \gexec

alter role :"owner" login password :'owner_password';
alter role :"app" login password :'app_password';
alter role :"events" login password :'events_password';

select format('alter role %I set %s', name, setting)
  from unnest(array[:'owner', :'app', :'events']) as name,
       unnest(array['lock_timeout = ''2s''', 'idle_in_transaction_session_timeout = ''30s''']) as setting \gexec

-- Only a member may give a database away, and no administrator of a managed server is a superuser.
select format('grant %I to current_user', :'owner')
 where not (select rolsuper from pg_roles where rolname = current_user) \gexec

select format('create database %I owner %I encoding ''UTF8'' template template0', :'service', :'owner')
 where not exists (select from pg_database where datname = :'service') \gexec

\connect :"service"

revoke all on database :"service" from public;
grant connect on database :"service" to :"app", :"events";
alter schema public owner to :"owner";
revoke all on schema public from public;
grant usage on schema public to :"app", :"events";
alter default privileges for role :"owner" in schema public grant select, insert, update, delete on tables to :"app";
alter default privileges for role :"owner" in schema public grant usage on sequences to :"app";
alter default privileges for role :"owner" revoke execute on functions from public;
alter default privileges for role :"owner" in schema public grant execute on functions to :"app";
