import { refuse } from '@gusu/contracts';
import { Database, isUniqueViolation, type Tx } from '@gusu/database';
import type { Actor, LocalDate } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { BankKeyView, PartnerBankView } from './partner-bank.dto.js';

export interface StoredKey {
  algorithm: 'v1' | 'v1a';
  material: Buffer;
}

const KEY = `key_id as "keyId", bank_code as "bankCode", algorithm, valid_from as "validFrom", valid_to as "validTo",
  revoked_at as "revokedAt"`;

@Injectable()
export class PartnerBankRepository {
  constructor(private readonly database: Database) {}

  async add(tx: Tx, bank: PartnerBankView): Promise<void> {
    try {
      await tx.execute('insert into partner_bank (bank_code, name, agreement_no) values ($1, $2, $3)', [
        bank.bankCode,
        bank.name,
        bank.agreementNo,
      ]);
    } catch (error) {
      if (isUniqueViolation(error)) throw refuse('bank/already-registered', { bankCode: bank.bankCode });
      throw error;
    }
  }

  /** @throws Refusal bank/not-found, bank/already-exited */
  async exit(tx: Tx, bankCode: string, on: LocalDate): Promise<void> {
    const [bank] = await tx.query<{ exitedOn: LocalDate | null }>(
      'select exited_on as "exitedOn" from partner_bank where bank_code = $1 for update',
      [bankCode],
    );
    if (!bank) throw refuse('bank/not-found', { bankCode });
    if (bank.exitedOn !== null) throw refuse('bank/already-exited', { exitedOn: bank.exitedOn });
    await tx.execute('update partner_bank set exited_on = $2 where bank_code = $1', [bankCode, on]);
  }

  /** A bank sees itself alone. */
  list(caller: Actor): Promise<PartnerBankView[]> {
    return this.database.query<PartnerBankView>(
      `select bank_code as "bankCode", name, agreement_no as "agreementNo" from partner_bank
         where $1::text is null or bank_code = $1 order by bank_code`,
      [caller.bank ?? null],
    );
  }

  async addKey(
    tx: Tx,
    bankCode: string,
    key: StoredKey,
    validFrom: Date,
    validTo?: Date,
  ): Promise<BankKeyView> {
    const [added] = await tx.query<BankKeyView>(
      `insert into bank_key (bank_code, algorithm, material, valid_from, valid_to)
         select bank_code, $2, $3, $4, $5 from partner_bank where bank_code = $1 returning ${KEY}`,
      [bankCode, key.algorithm, key.material, validFrom, validTo ?? null],
    );
    if (!added) throw refuse('bank/not-found', { bankCode });
    return added;
  }

  keysOf(bankCode: string): Promise<BankKeyView[]> {
    return this.database.query<BankKeyView>(
      `select ${KEY} from bank_key where bank_code = $1 order by created_at`,
      [bankCode],
    );
  }

  async revokeKey(tx: Tx, bankCode: string, keyId: string): Promise<BankKeyView> {
    const [key] = await tx.query<BankKeyView>(
      `update bank_key set revoked_at = coalesce(revoked_at, now()) where bank_code = $1 and key_id = $2 returning ${KEY}`,
      [bankCode, keyId],
    );
    if (!key) throw refuse('bank-key/not-found', { bankCode, keyId });
    return key;
  }

  /** The keys a bank may sign with at this moment. */
  validKeys(bankCode: string, now: Date): Promise<StoredKey[]> {
    return this.database.query<StoredKey>(
      `select algorithm, material from bank_key
         where bank_code = $1 and revoked_at is null and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
      [bankCode, now],
    );
  }
}
