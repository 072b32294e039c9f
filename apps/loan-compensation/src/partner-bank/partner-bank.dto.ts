import { z } from 'zod';

export const bankCodeSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const partnerBankSchema = z
  .strictObject({
    bankCode: bankCodeSchema,
    name: z.string().min(1).max(100),
    agreementNo: z.string().min(1).max(100),
  })
  .meta({
    id: 'PartnerBank',
    example: { bankCode: 'C1000000000001', name: '示例银行苏州分行', agreementNo: 'HZ-2021-001' },
  });
export type PartnerBankView = z.infer<typeof partnerBankSchema>;

export const bankKeyRequestSchema = z
  .strictObject({
    algorithm: z.enum(['v1', 'v1a']),
    /** v1a: the bank's ed25519 public key, PEM (SPKI). v1: left out; the secret is made here and shown once. */
    publicKey: z.string().max(2_000).optional(),
    validTo: z.iso.datetime().optional(),
  })
  .meta({ id: 'BankKeyRequest', example: { algorithm: 'v1' } });
export type BankKeyRequest = z.infer<typeof bankKeyRequestSchema>;

export interface BankKeyView {
  keyId: string;
  bankCode: string;
  algorithm: 'v1' | 'v1a';
  validFrom: Date;
  validTo: Date | null;
  revokedAt: Date | null;
  /** Shown once, when the key is made: `whsec_` and the base64 secret. */
  secret?: string;
}
