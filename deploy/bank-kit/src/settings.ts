import { parseArgs } from 'node:util';

/** What both programs must be told of the bank; flags win over the environment, where a secret is better kept. */
export interface BankSettings {
  url: string;
  bankCode: string;
  secret: string;
  borrowers: string[];
  token: string | undefined;
  seed: number;
  loans: number;
  from: string;
}

const USAGE = `--url URL         where events go, https://…/bank/v1
--bank CODE       code of the bank
--secret SECRET   whsec_…; or BANK_SECRET
--borrower CODE   credit code of a registered enterprise; may be given several times
--token TOKEN     access token of the bank, to compare its books with the service; or BANK_TOKEN
--seed N          of chance; printed, the same seed gives the same year
--loans N         20 where nothing is said
--from DAY        first day of the simulated year`;

/** @throws Error with the usage when something is missing */
export function readBankSettings(args: readonly string[], env: NodeJS.ProcessEnv): BankSettings {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: text,
      bank: text,
      secret: text,
      borrower: { type: 'string', multiple: true },
      token: text,
      seed: text,
      loans: text,
      from: text,
    },
  });
  const url = (values.url ?? positionals[0] ?? '').replace(/\/$/, '');
  const secret = values.secret ?? env.BANK_SECRET ?? '';
  if (!url || !values.bank || !secret.startsWith('whsec_')) throw new Error(USAGE);
  return {
    url,
    bankCode: values.bank,
    secret,
    borrowers: values.borrower ?? ['91320594TE5T00016Q'],
    token: values.token ?? env.BANK_TOKEN,
    seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)),
    loans: Number(values.loans ?? 20),
    from: values.from ?? '2025-01-02',
  };
}
