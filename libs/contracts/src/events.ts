import * as annualFacts from './events/annual-facts.js';
import * as assessment from './events/assessment.js';
import * as claim from './events/claim.js';
import * as creditEvent from './events/credit-event.js';
import * as discrepancy from './events/discrepancy.js';
import * as enterprise from './events/enterprise.js';
import * as filing from './events/filing.js';
import * as fuse from './events/fuse.js';
import * as loan from './events/loan.js';
import * as objection from './events/objection.js';
import * as pool from './events/pool.js';
import * as publicNotice from './events/public-notice.js';
import * as poolPosition from './events/pool-position.js';
import * as qualification from './events/qualification.js';
import * as recovery from './events/recovery.js';
import * as remittance from './events/remittance.js';
import type { EventType } from './event-type.js';

function isEventType(value: unknown): value is EventType<unknown> {
  return typeof value === 'object' && value !== null && 'topic' in value && 'example' in value;
}

const exported: readonly unknown[] = [
  annualFacts,
  assessment,
  claim,
  creditEvent,
  discrepancy,
  enterprise,
  filing,
  fuse,
  loan,
  objection,
  pool,
  poolPosition,
  publicNotice,
  qualification,
  recovery,
  remittance,
].flatMap((noun) => Object.values<unknown>(noun));

/** Every event of every service. */
export const EVENTS: readonly EventType<unknown>[] = exported.filter(isEventType);

const BY_TYPE_AND_VERSION = new Map(EVENTS.map((event) => [`${event.type}/${event.version}`, event]));

export function findEventType(type: string, version: number): EventType<unknown> | undefined {
  return BY_TYPE_AND_VERSION.get(`${type}/${version}`);
}

/** The topics of all events, each once, in the order of the alphabet. */
export const TOPICS: readonly string[] = [...new Set(EVENTS.map((event) => event.topic))].sort();
