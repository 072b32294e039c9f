import { Counter, Gauge, Histogram, register, Registry } from 'prom-client';
import { performance } from 'node:perf_hooks';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus scrapes from one service. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly series = new Map<string, { observe(seconds: number): void }>();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'How long a request took, by the template of its route',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers: [this.registry],
    });
    this.describeProcess();
  }

  /** @param route the template, never the address itself: an address would make a series of its own */
  observe(method: string, route: string, status: number, seconds: number): void {
    const name = `${method} ${route} ${status}`;
    let series = this.series.get(name);
    if (!series) {
      series = this.requests.labels(method, route, String(status));
      this.series.set(name, series);
    }
    series.observe(seconds);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Ours, and what other parts of this process count in the registry they all share. */
  async text(): Promise<string> {
    return (await Promise.all([this.registry.metrics(), register.metrics()])).join('');
  }

  // Read when scraped: the default collection of prom-client samples the event loop a hundred times a second, also when idle.
  private describeProcess(): void {
    let before = performance.eventLoopUtilization();
    new Counter({
      name: 'process_cpu_seconds_total',
      help: 'CPU time used',
      registers: [this.registry],
      collect() {
        const { user, system } = process.cpuUsage();
        this.reset();
        this.inc((user + system) / 1e6);
      },
    });
    this.gauge('process_resident_memory_bytes', 'Resident memory', () => process.memoryUsage.rss());
    this.gauge('process_heap_bytes', 'Heap in use', () => process.memoryUsage().heapUsed);
    this.gauge('process_uptime_seconds', 'Time since the start', () => process.uptime());
    this.gauge('event_loop_utilization', 'Busy share of the event loop since the last scrape', () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    });
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
