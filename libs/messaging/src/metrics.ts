import { Counter, Histogram, register } from 'prom-client';

function counter<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
): Counter<Label> {
  // Tests load this file more than once into one process.
  const known = register.getSingleMetric(name) as Counter<Label> | undefined;
  return known ?? new Counter({ name, help, labelNames });
}

// Fine where a bus that keeps its promises lies, so that a p99 can be read off.
const SECONDS = [
  0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.012, 0.015, 0.02, 0.025, 0.035, 0.05, 0.075, 0.1,
  0.25, 0.5, 1, 2.5, 5, 10, 60,
];

function histogram<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
): Histogram<Label> {
  const known = register.getSingleMetric(name) as Histogram<Label> | undefined;
  return known ?? new Histogram({ name, help, labelNames, buckets: SECONDS });
}

/** What the event system did since the process began. */
export const eventMetrics = {
  applied: counter('gusu_events_applied_total', 'events whose effect was committed', ['topic']),
  delay: histogram(
    'gusu_event_delay_seconds',
    'from the time an event says it happened to the commit of its effect here',
    ['topic'],
  ),
  fenced: counter('gusu_events_fenced_total', 'steps refused because another owner had the partition', [
    'topic',
  ]),
  deadLetters: counter('gusu_dead_letters_total', 'events put aside', ['group', 'topic', 'cause']),
  published: counter('gusu_events_published_total', 'events acknowledged by the broker', ['topic']),
};
