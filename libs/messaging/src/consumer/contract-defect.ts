import { findEventType, readingDefect, versionOf, type CloudEvent } from '@gusu/contracts';

/** Why an event cannot be read as its contract says; undefined when it can. A newer producer may have added members. */
export function contractDefect(event: CloudEvent): string | undefined {
  const type = findEventType(event.type, versionOf(event));
  if (!type) return `no contract for ${event.type} version ${versionOf(event)}`;
  const reading = readingDefect(type, event.data);
  return reading === undefined ? undefined : `not as its contract says: ${reading}`;
}
