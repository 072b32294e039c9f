import type { Database } from '@gusu/database';
import { PostgresTransport } from '../postgres/postgres-transport.js';
import type { EventTransport } from '../transport.js';

/** Which transport, and where it is. The producers' logs are read by rebuilds, whatever brings the events. */
export type TransportSettings = { logUrls: Readonly<Record<string, string>> } & (
  { events: 'postgres' } | { events: 'kafka'; brokers: readonly string[] }
);

/**
 * Reads EVENTS (postgres or kafka), EVENT_LOG_URLS (a JSON object service → URL) and KAFKA_BROKERS (comma-separated).
 * @throws Error that names the setting which is missing
 */
export function readTransportSettings(env: NodeJS.ProcessEnv): TransportSettings {
  const logUrls = JSON.parse(env.EVENT_LOG_URLS || '{}') as Record<string, string>;
  if (env.EVENTS === 'kafka') {
    const brokers = (env.KAFKA_BROKERS ?? '').split(',').filter((broker) => broker !== '');
    if (brokers.length === 0) throw new Error('EVENTS=kafka needs KAFKA_BROKERS=HOST:PORT[,HOST:PORT]');
    return { events: 'kafka', brokers, logUrls };
  }
  if (env.EVENTS !== undefined && env.EVENTS !== 'postgres') throw new Error('EVENTS is postgres or kafka');
  return { events: 'postgres', logUrls };
}

export async function createTransport(
  service: string,
  database: Database,
  settings: TransportSettings,
): Promise<EventTransport> {
  if (settings.events === 'postgres') return new PostgresTransport(database, settings.logUrls);
  const { KafkaTransport } = await import('../kafka/kafka-transport.js');
  return new KafkaTransport({ service, database, brokers: settings.brokers });
}
