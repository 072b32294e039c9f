import { Client } from 'pg';

/** Asks a database; what it answers is text, so that no driver stands between the check and the rows. */
export type Look = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** What a check has found: one sentence for each place where the invariant does not hold, none when it does. */
export type Violations = Promise<string[]>;

/** The sentences of a query whose one column is `violation`. */
export async function violationsOf(look: Look, sql: string, values: readonly unknown[] = []): Violations {
  return (await look<{ violation: string }>(sql, values)).map(({ violation }) => violation);
}

/** Looks at databases behind the back of their services, each through one connection, until the work is done. */
export async function lookingAt<Name extends string, Result>(
  urls: Readonly<Record<Name, string>>,
  work: (looks: Record<Name, Look>) => Promise<Result>,
): Promise<Result> {
  const clients = Object.entries<string>(urls).map(
    ([name, connectionString]) =>
      [name, new Client({ connectionString, application_name: 'oracle' })] as const,
  );
  try {
    for (const [, client] of clients) {
      await client.connect();
      // The tables have just grown and nobody has counted them: taken for small, they would be walked once for each row.
      await client.query('set enable_nestloop = off');
    }
    const looks = clients.map(([name, client]) => {
      const look: Look = async (sql, values = []) => (await client.query(sql, [...values])).rows as never;
      return [name, look] as const;
    });
    return await work(Object.fromEntries(looks) as Record<Name, Look>);
  } finally {
    await Promise.all(clients.map(([, client]) => client.end().catch(() => undefined)));
  }
}
