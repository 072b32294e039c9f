import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { dropDatabase, freshName, PASSWORDS, testServerUrl } from './fixture/own-database.js';
import { provision } from './index.js';

const byCode = freshName();
const byFile = freshName();

beforeAll(async () => {
  await provision({ adminUrl: testServerUrl(), name: byCode, passwords: PASSWORDS });
  for (const _again of [1, 2]) await runFile('deploy/postgres/provision.sql', byFile);
});
afterAll(async () => {
  await dropDatabase(byCode);
  await dropDatabase(byFile);
});

/** What psql does with the file, as far as the file asks for it: variables, \gset, \gexec and \connect. */
async function runFile(path: string, service: string): Promise<void> {
  const variables: Record<string, string> = {
    service,
    owner_password: PASSWORDS.owner,
    app_password: PASSWORDS.app,
    events_password: PASSWORDS.events,
  };
  const fill = (text: string) =>
    text
      .replace(/:'([a-z_]+)'/g, (_all, name: string) => escapeLiteral(variables[name] ?? ''))
      .replace(/:"([a-z_]+)"/g, (_all, name: string) => escapeIdentifier(variables[name] ?? ''));
  const steps = readFileSync(path, 'utf8')
    .replace(/^--.*$/gm, '')
    .split(/(;\n|\\gset\n|\\gexec\n|\\connect .*\n)/);
  let client = await open(testServerUrl());
  for (let at = 0; at + 1 < steps.length; at += 2) {
    const sql = fill(steps[at] ?? '').trim();
    const end = (steps[at + 1] ?? '').trim();
    const { rows } = sql ? await client.query(sql) : { rows: [] };
    if (end === '\\gset') Object.assign(variables, rows[0]);
    if (end === '\\gexec') for (const row of rows) await client.query(String(Object.values(row)[0]));
    if (end.startsWith('\\connect')) {
      await client.end();
      client = await open(databaseUrl(service));
    }
  }
  await client.end();
}

const databaseUrl = (name: string) => Object.assign(new URL(testServerUrl()), { pathname: `/${name}` }).href;

async function open(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Everything that decides who may do what, with the database's name taken out. */
async function rightsOf(name: string): Promise<unknown> {
  const client = await open(databaseUrl(name));
  const { rows } = await client.query(
    `select (select array_agg(r order by r.rolname) from (select rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole,
               rolconfig::text from pg_roles where rolname like $1 || '\\_%') r) as roles,
            (select datacl::text || datdba::regrole || pg_encoding_to_char(encoding) from pg_database
              where datname = $1) as database,
            (select nspacl::text || nspowner::regrole from pg_namespace where nspname = 'public') as schema,
            (select array_agg(d order by d::text) from (select defaclrole::regrole, defaclnamespace::regnamespace,
               defaclobjtype, defaclacl::text from pg_default_acl) d) as defaults`,
    [name],
  );
  await client.end();
  return JSON.parse(JSON.stringify(rows).replaceAll(name, 'service'));
}

describe('the file for operators of a real server', () => {
  it('gives the same rights as the code does, also when it is run again', async () => {
    const rights = await rightsOf(byFile);
    expect(rights).toEqual(await rightsOf(byCode));
    expect(JSON.stringify(rights)).toContain('service_events');
  });
});
