/** Injection token of {@link Gateway}. */
export const GATEWAY = Symbol('Gateway');

/** What lies behind the gateway. */
export interface Gateway {
  /** Service → base URL. */
  services: Readonly<Record<string, string>>;
}
