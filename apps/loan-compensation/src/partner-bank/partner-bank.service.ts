import { refuse } from '@gusu/contracts';
import { audit, type Tx } from '@gusu/database';
import { type Actor, type Clock, localDateOf } from '@gusu/values';
import { createPublicKey, randomBytes } from 'node:crypto';
import { PartnerBankRepository, type StoredKey } from './partner-bank.repository.js';
import { SecretBox } from './secret-box.js';
import { verifySignature, type SignatureHeaders, type VerifyingKey } from './signature.js';
import { claimedSender } from '../bank-event/received-event.js';

interface NewKey {
  algorithm: 'v1' | 'v1a';
  publicKey?: string;
  validTo?: string;
}

interface Cached {
  keys: Promise<VerifyingKey[]>;
  until: number;
}

// Short, so that another instance's revocation is seen soon.
const CACHE_MILLIS = 5_000;

/** Partner banks and the keys they sign with. */
export class PartnerBankService {
  private readonly cache = new Map<string, Cached>();

  constructor(
    private readonly banks: PartnerBankRepository,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  async register(tx: Tx, bank: { bankCode: string; name: string; agreementNo: string }, actor: Actor) {
    await this.banks.add(tx, bank);
    this.record(tx, actor, 'partner-bank.register', bank.bankCode);
    return bank;
  }

  /** From now on it claims nothing (funding.md §13). */
  async exit(tx: Tx, bankCode: string, actor: Actor): Promise<void> {
    await this.banks.exit(tx, bankCode, localDateOf(this.clock.now()));
    this.record(tx, actor, 'partner-bank.exit', bankCode);
  }

  /** @returns the key; a generated secret is in it this once */
  async addKey(tx: Tx, bankCode: string, request: NewKey, actor: Actor) {
    const secret = randomBytes(32);
    const stored: StoredKey = {
      algorithm: request.algorithm,
      material: request.algorithm === 'v1' ? this.box.seal(secret) : publicKeyBytes(request.publicKey),
    };
    const validTo = request.validTo === undefined ? undefined : new Date(request.validTo);
    const key = await this.banks.addKey(tx, bankCode, stored, this.clock.now(), validTo);
    this.record(tx, actor, 'bank-key.add', bankCode);
    tx.afterCommit(() => this.cache.delete(bankCode));
    return request.algorithm === 'v1' ? { ...key, secret: `whsec_${secret.toString('base64')}` } : key;
  }

  async revokeKey(tx: Tx, bankCode: string, keyId: string, actor: Actor) {
    const key = await this.banks.revokeKey(tx, bankCode, keyId);
    this.record(tx, actor, 'bank-key.revoke', bankCode);
    tx.afterCommit(() => this.cache.delete(bankCode));
    return key;
  }

  /** What a bank may sign with now; remembered for a few seconds. */
  validKeys(bankCode: string): Promise<VerifyingKey[]> {
    const now = this.clock.now();
    const cached = this.cache.get(bankCode);
    if (cached && cached.until > now.getTime()) return cached.keys;
    const keys = this.banks.validKeys(bankCode, now).then((stored) => stored.map((key) => this.open(key)));
    this.cache.set(bankCode, { keys, until: now.getTime() + CACHE_MILLIS });
    keys.catch(() => this.cache.delete(bankCode));
    return keys;
  }

  /**
   * Which bank has signed these bytes; nothing of them is read before that is known.
   * @throws Refusal signature/missing, SIGNATURE_INVALID, TIMESTAMP_SKEW, and bank/not-yours for a token of another bank beside it
   */
  async authenticate(bytes: Buffer, headers: SignatureHeaders, caller?: Actor): Promise<string> {
    const bankCode = claimedSender(bytes);
    if (bankCode === undefined) throw refuse('SIGNATURE_INVALID');
    verifySignature(headers, bytes, await this.validKeys(bankCode), this.clock.now());
    if (caller && caller.bank !== bankCode) throw refuse('bank/not-yours');
    return bankCode;
  }

  private open({ algorithm, material }: StoredKey): VerifyingKey {
    if (algorithm === 'v1') return { algorithm, secret: this.box.open(material) };
    return { algorithm, publicKey: createPublicKey({ key: material, format: 'der', type: 'spki' }) };
  }

  private record(tx: Tx, actor: Actor, action: string, bankCode: string): void {
    const at = this.clock.now().toISOString();
    audit.append(tx, { at, actorId: actor.id, action, objectType: 'partnerBank', objectId: bankCode });
  }
}

function publicKeyBytes(pem: string | undefined): Buffer {
  try {
    const key = createPublicKey(pem ?? '');
    if (key.asymmetricKeyType === 'ed25519') return key.export({ format: 'der', type: 'spki' });
  } catch {
    // Told below: whatever is wrong with it, it is not a key we can use.
  }
  throw refuse('request/invalid', {}, [{ pointer: '/publicKey', code: 'FORMAT' }]);
}
