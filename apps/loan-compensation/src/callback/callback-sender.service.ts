import { Database } from '@gusu/database';
import { type Clock, CLOCK } from '@gusu/values';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { SecretBox } from '../partner-bank/secret-box.js';
import { onCallback } from './callback-outbox.repository.js';
import { postCallback } from './callback-request.js';
import { CALLBACK_SETTINGS } from './callback-settings.js';
import type { CallbackSettings } from './callback.js';
import { afterAttempt, requireCallbackUrl } from './callback.rules.js';
import { CallbackRepository, type DueDelivery } from './callback.repository.js';

const EVERY_MILLIS = 5_000;
const AT_ONCE = 16;
/** Longer than an attempt can last; a sender that died leaves what it had to others after it. */
const LEASE_MILLIS = 60_000;

/** Tells banks what they are to be told. What is known of it is in the database alone, so nothing is lost with the process. */
@Injectable()
export class CallbackSenderService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('callback');
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private isAsked = false;
  private sending: Promise<void> | undefined;
  private forget: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly callbacks: CallbackRepository,
    private readonly box: SecretBox,
    @Inject(CALLBACK_SETTINGS) private readonly settings: CallbackSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.forget = onCallback(() => this.wake());
    this.timer = setInterval(() => this.wake(), EVERY_MILLIS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    this.forget();
    clearInterval(this.timer);
    await this.sending;
  }

  /** Makes one attempt at everything that is due at this moment. Returns how many were made. */
  async tick(now: Date): Promise<number> {
    for (let total = 0; ;) {
      const leasedUntil = new Date(now.getTime() + LEASE_MILLIS);
      const due = await this.database.transaction((tx) => this.callbacks.take(tx, now, leasedUntil, AT_ONCE));
      await Promise.all(due.map((delivery) => this.attempt(delivery)));
      total += due.length;
      if (due.length < AT_ONCE || this.isStopped) return total;
    }
  }

  private async attempt(delivery: DueDelivery): Promise<void> {
    const at = this.clock.now();
    const { httpStatus, problem } = await this.post(delivery, at);
    const ended = this.clock.now();
    const millis = ended.getTime() - at.getTime();
    await this.database.transaction(async (tx) => {
      const current = await this.callbacks.lock(tx, delivery.deliveryId);
      // Somebody whose lease came later has been here: what is known stays.
      if (current.attempts !== delivery.attempts || current.status !== 'pending') return;
      const after = afterAttempt(current, { httpStatus, at: ended, chance: Math.random() });
      await this.callbacks.addAttempt(tx, delivery.deliveryId, {
        number: after.attempts,
        at,
        millis,
        httpStatus,
        problem,
      });
      await this.callbacks.save(tx, after);
      if (after.status === 'stopped') await this.callbacks.stop(tx, delivery.bankCode);
    });
  }

  private async post({ deliveryId, url, secret, body }: DueDelivery, at: Date) {
    try {
      const target = requireCallbackUrl(url, this.settings);
      const signed = { deliveryId, body, secret: this.box.open(secret), at };
      return {
        httpStatus: await postCallback(target, signed, this.settings.isLoopbackAllowed),
        problem: null,
      };
    } catch (error) {
      return { httpStatus: null, problem: String((error as Error).message).slice(0, 200) };
    }
  }

  // Asked while it is at work, it goes on once more: what was written meanwhile waits for no interval.
  private wake(): void {
    this.isAsked = true;
    this.sending ??= this.work().finally(() => (this.sending = undefined));
  }

  private async work(): Promise<void> {
    while (this.isAsked && !this.isStopped) {
      this.isAsked = false;
      try {
        await this.tick(this.clock.now());
      } catch (error) {
        this.logger.error({ message: 'banks were not called back', error });
      }
    }
  }
}
