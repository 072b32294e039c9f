/** Who says so. A policy never weighs sources against each other; the result names the one it used. */
export const FACT_SOURCES = ['ENTERPRISE', 'AUDIT', 'TAX', 'REGISTRY', 'BUREAU', 'BANK', 'PUBLIC'] as const;
export type FactSource = (typeof FACT_SOURCES)[number];

export interface Sourced {
  source: FactSource;
  evidenceIds?: readonly string[];
}
