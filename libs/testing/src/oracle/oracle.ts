import { copyUnlikeLog, ENTERPRISE_COPY } from './copy-oracle.js';
import {
  offsetsUnlikeLog,
  outboxUnlikeLog,
  repeatedEvents,
  sparseOffsets,
  unexplainedLetters,
  versionsOutOfOrder,
} from './event-oracle.js';
import {
  brokenAuditChain,
  halfWrittenEvents,
  lostAcknowledgements,
  partialBatches,
  principalsUnlikeEvents,
  repeatedEffects,
} from './loan-oracle.js';
import { lookingAt, type Look } from './look.js';
import { halfWrittenImports } from './registry-oracle.js';

/** What the clients of a system remember of a run, to be held against its databases. */
export interface RunMemory {
  acknowledged: readonly { bankCode: string; eventId: string }[];
  /** Batches that were sent and of which no answer came. */
  unanswered: readonly { bankCode: string; eventIds: readonly string[] }[];
}

interface SystemUrls {
  registry: string;
  loans: string;
}

const LOG_CHECKS = { I6: repeatedEvents, I7: outboxUnlikeLog, I8: versionsOutOfOrder, I9: sparseOffsets };

/**
 * Holds every invariant of events-performance.md §6 that this system has against the databases of its services, once it is at rest.
 * @returns the violations by invariant; only those that are violated are in it
 */
export function askOracle(urls: SystemUrls, memory: RunMemory): Promise<Record<string, string[]>> {
  return lookingAt({ registry: urls.registry, loans: urls.loans }, async ({ registry, loans }) => {
    const found: Record<string, string[]> = {};
    const ask = async (invariant: string, violations: Promise<string[]>) => {
      const sentences = await violations;
      if (sentences.length > 0) found[invariant] = sentences.slice(0, 20);
    };
    await ask('I4', lostAcknowledgements(loans, memory.acknowledged));
    await ask('I5 batch', partialBatches(loans, memory.unanswered));
    await ask('I5 loans', halfWrittenEvents(loans));
    await ask('I5 registry', halfWrittenImports(registry));
    await ask('I6 effects', repeatedEffects(loans));
    for (const [service, look] of Object.entries({ registry, loans }))
      for (const [invariant, check] of Object.entries(LOG_CHECKS))
        await ask(`${invariant} ${service}`, check(look));
    await ask('I10', copyUnlikeLog(loans, registry, ENTERPRISE_COPY));
    await ask('I-03', principalsUnlikeEvents(loans));
    const reading = { group: 'loan-compensation', topic: ENTERPRISE_COPY.topic };
    await ask('I11', offsetsUnlikeLog(loans, registry, reading));
    await ask('I12', unexplainedLetters(loans));
    await ask('I14 registry', brokenAuditChain(urls.registry));
    await ask('I14 loans', brokenAuditChain(urls.loans));
    return found;
  });
}

/** Whether everything committed is in the logs and has been read by those who listen. */
export async function isAtRest({ registry, loans }: { registry: Look; loans: Look }): Promise<boolean> {
  for (const look of [registry, loans]) {
    const [row] = await look<{ waiting: string }>(
      'select ((select count(*) from outbox) - (select count(*) from event_log))::text as waiting',
    );
    if (row?.waiting !== '0') return false;
  }
  const reading = { group: 'loan-compensation', topic: ENTERPRISE_COPY.topic };
  return (await offsetsUnlikeLog(loans, registry, reading)).length === 0;
}
