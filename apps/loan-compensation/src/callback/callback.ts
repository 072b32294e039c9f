export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'stopped'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Where a bank is called back; `gone` once it has answered 410. */
export interface CallbackAddress {
  bankCode: string;
  url: string;
  status: 'active' | 'gone';
  registeredBy: string;
  registeredAt: Date;
}

/** One thing a bank is told, and how far that is. */
export interface CallbackDelivery {
  deliveryId: string;
  bankCode: string;
  type: string;
  body: string;
  status: DeliveryStatus;
  attempts: number;
  nextAt: Date | null;
  createdAt: Date;
  deliveredAt: Date | null;
}

/** What came of one attempt: the bank's status, or why there was none. */
export interface CallbackAttempt {
  number: number;
  at: Date;
  millis: number;
  httpStatus: number | null;
  problem: string | null;
}

export interface CallbackSettings {
  /** Whether addresses on this machine, and http to them, are allowed: for demonstrations and tests. */
  isLoopbackAllowed: boolean;
}
