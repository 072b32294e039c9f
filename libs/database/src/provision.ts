import { Client, escapeIdentifier, escapeLiteral } from 'pg';

export interface Provision {
  /** A role that may create databases and roles. */
  adminUrl: string;
  /** Name of the database; its roles are `<name>_owner`, `<name>_app` and `<name>_events`. */
  name: string;
  passwords: { owner: string; app: string; events: string };
}

export interface ProvisionedUrls {
  /** Migrates. */
  ownerUrl: string;
  /** Runs the service; cannot change what must not be changed. */
  appUrl: string;
  /** Reads the event log and nothing else. */
  eventsUrl: string;
}

/** What a service may wait for, on any server: a row lock, and itself between two statements of a transaction. */
const LIMITS = { lock_timeout: '2s', idle_in_transaction_session_timeout: '30s' };

/** Makes a service's database with its three roles, or brings passwords and grants up to date. Safe to run again and at once. */
export async function provision({ adminUrl, name, passwords }: Provision): Promise<ProvisionedUrls> {
  const roles = { owner: `${name}_owner`, app: `${name}_app`, events: `${name}_events` };
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // The lock is waited for as long as the other one takes, whatever the server's own limit is.
    await admin.query('set lock_timeout = 0');
    await admin.query("select pg_advisory_lock(hashtextextended('gusu:provision', 0))");
    for (const part of ['owner', 'app', 'events'] as const)
      await ensureRole(admin, roles[part], passwords[part]);
    await ensureDatabase(admin, name, roles.owner);
    await grant(withDatabase(adminUrl, name), name, roles);
  } finally {
    await admin.end();
  }
  const url = (part: 'owner' | 'app' | 'events') => withRole(adminUrl, name, roles[part], passwords[part]);
  return { ownerUrl: url('owner'), appUrl: url('app'), eventsUrl: url('events') };
}

async function ensureRole(admin: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = rowCount ? 'alter' : 'create';
  await admin.query(`${verb} role ${escapeIdentifier(role)} login password ${escapeLiteral(password)}`);
  for (const [setting, value] of Object.entries(LIMITS))
    await admin.query(`alter role ${escapeIdentifier(role)} set ${setting} = ${escapeLiteral(value)}`);
}

async function ensureDatabase(admin: Client, name: string, owner: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
  // An administrator that is no superuser must belong to the role it gives the database to.
  const { rows } = await admin.query<{ rolsuper: boolean }>(
    'select rolsuper from pg_roles where rolname = current_user',
  );
  if (!rows[0]?.rolsuper) await admin.query(`grant ${escapeIdentifier(owner)} to current_user`);
  if (rowCount) return;
  await admin.query(
    `create database ${escapeIdentifier(name)} owner ${escapeIdentifier(owner)} encoding 'UTF8' template template0`,
  );
}

async function grant(
  url: string,
  name: string,
  roles: { owner: string; app: string; events: string },
): Promise<void> {
  const [database, owner, app, events] = [name, roles.owner, roles.app, roles.events].map(escapeIdentifier);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      revoke all on database ${database} from public;
      grant connect on database ${database} to ${app}, ${events};
      alter schema public owner to ${owner};
      revoke all on schema public from public;
      grant usage on schema public to ${app}, ${events};
      alter default privileges for role ${owner} in schema public
        grant select, insert, update, delete on tables to ${app};
      alter default privileges for role ${owner} in schema public grant usage on sequences to ${app};
      alter default privileges for role ${owner} revoke execute on functions from public;
      alter default privileges for role ${owner} in schema public grant execute on functions to ${app};`);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function withRole(url: string, name: string, role: string, password: string): string {
  const changed = new URL(withDatabase(url, name));
  changed.username = encodeURIComponent(role);
  changed.password = encodeURIComponent(password);
  return changed.href;
}
