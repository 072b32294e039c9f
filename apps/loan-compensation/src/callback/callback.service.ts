import { audit, Database, type Tx } from '@gusu/database';
import { type Actor, type Clock, CLOCK } from '@gusu/values';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { SecretBox } from '../partner-bank/secret-box.js';
import { requireCallbackUrl, retryDelivery } from './callback.rules.js';
import type { CallbackAddress, CallbackDelivery, CallbackSettings } from './callback.js';
import { CALLBACK_SETTINGS } from './callback-settings.js';
import { CallbackRepository } from './callback.repository.js';

/** Where banks are called back, and what people do about deliveries. */
@Injectable()
export class CallbackService {
  constructor(
    private readonly database: Database,
    private readonly callbacks: CallbackRepository,
    private readonly box: SecretBox,
    @Inject(CALLBACK_SETTINGS) private readonly settings: CallbackSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the address with the secret, which is shown this once. @throws Refusal callback/address-not-allowed, bank/not-found */
  async register(
    tx: Tx,
    bankCode: string,
    text: string,
    actor: Actor,
  ): Promise<CallbackAddress & { secret: string }> {
    const { href: url } = requireCallbackUrl(text, this.settings);
    const secret = randomBytes(32);
    const registeredAt = this.clock.now();
    const address = { bankCode, url, status: 'active' as const, registeredBy: actor.id, registeredAt };
    await this.callbacks.saveAddress(tx, address, this.box.seal(secret));
    const object = { objectType: 'partnerBank', objectId: bankCode };
    const after = { host: new URL(url).host };
    const at = registeredAt.toISOString();
    audit.append(tx, { at, actorId: actor.id, action: 'callback-address.register', ...object, after });
    return { ...address, secret: `whsec_${secret.toString('base64')}` };
  }

  /** @throws Refusal callback/not-found, callback/already-delivered */
  retry(deliveryId: string, actor: Actor): Promise<CallbackDelivery> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const before = await this.callbacks.lock(tx, deliveryId, actor);
      const asked = retryDelivery(before, now);
      await this.callbacks.save(tx, asked);
      const object = { objectType: 'callbackDelivery', objectId: deliveryId };
      const change = { before: { status: before.status }, after: { status: asked.status } };
      const at = now.toISOString();
      audit.append(tx, { at, actorId: actor.id, action: 'callback.retry', ...object, ...change });
      return asked;
    });
  }
}
