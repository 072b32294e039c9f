import { ACCOUNTS } from './identity/accounts.js';

/**
 * Tells the person at the keyboard, and any script that reads along, where everything is and who may come in.
 * @param secrets of the demo accounts; nothing where somebody else's identity provider knows them
 */
export function announce(
  base: string,
  services: readonly string[],
  secrets: Readonly<Record<string, string>> | undefined,
): void {
  console.log('\naddress');
  console.log(`  ${`${base}/docs`.padEnd(40)} Swagger of all services`);
  for (const service of services) console.log(`  ${base}/api/${service}/v1`);
  if (secrets) {
    console.log('\naccount  secret  role');
    for (const { account, role } of ACCOUNTS) console.log(`${account}  ${secrets[account]}  ${role}`);
  }
  console.log(`\nready ${base}`);
}
