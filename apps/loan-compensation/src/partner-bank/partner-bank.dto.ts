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

export const partnerBankExitSchema = z.strictObject({ bankCode: bankCodeSchema });

export const partnerBanksSchema = z.array(partnerBankSchema);

/** A key without what it signs with; a secret is in it once, when the key is made. */
export const bankKeyViewSchema = z
  .strictObject({
    keyId: z.uuid(),
    bankCode: z.string(),
    algorithm: z.enum(['v1', 'v1a']),
    validFrom: z.iso.datetime(),
    validTo: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    secret: z.string().optional().meta({ description: '仅此一次：whsec_ 与 base64 密钥 shown this once' }),
  })
  .meta({
    id: 'BankKey',
    example: {
      keyId: '0b8e0f5c-6f0e-4f0e-9a53-3f1f2f7c5d11',
      bankCode: 'C1000000000001',
      algorithm: 'v1',
      validFrom: '2021-06-01T01:00:03.120Z',
      validTo: null,
      revokedAt: null,
    },
  });
export const bankKeysSchema = z.array(bankKeyViewSchema);

export interface BankKeyView {
  keyId: string;
  bankCode: string;
  algorithm: 'v1' | 'v1a';
  validFrom: Date;
  validTo: Date | null;
  revokedAt: Date | null;
  secret?: string;
}
