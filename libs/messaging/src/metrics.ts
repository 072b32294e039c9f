import { Counter, register } from 'prom-client';

function counter<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
): Counter<Label> {
  // Tests load this file more than once into one process.
  const known = register.getSingleMetric(name) as Counter<Label> | undefined;
  return known ?? new Counter({ name, help, labelNames });
}

/** What the event system did since the process began. */
export const eventMetrics = {
  applied: counter('gusu_events_applied_total', 'events whose effect was committed', ['topic']),
  fenced: counter('gusu_events_fenced_total', 'steps refused because another owner had the partition', [
    'topic',
  ]),
  deadLetters: counter('gusu_dead_letters_total', 'events put aside', ['group', 'topic', 'cause']),
  published: counter('gusu_events_published_total', 'events acknowledged by the broker', ['topic']),
};
