import { systemClock, type Clock } from '@gusu/values';
import { Injectable } from '@nestjs/common';

/** How one thing we depend on is, and since when. */
export interface DependencyState {
  name: string;
  up: boolean;
  /** RFC 3339: when it became what it is. */
  since: string;
  detail?: string;
}

/** What a part says of itself that keeps its own state. */
export interface Report {
  name: string;
  up: boolean;
  since: Date;
  detail?: string;
}

/** Told by whoever watches a dependency. */
export interface Dependency {
  up(detail?: string): void;
  down(detail: string): void;
}

interface Entry {
  state: DependencyState;
  probe?: () => Promise<string | void>;
}

const PROBE_MILLIS = 2_000;
// Readiness is told to anybody who asks; where our databases and brokers are is nobody's business.
const ADDRESS =
  /\b[a-z][a-z+]*:\/\/\S+|\[?[0-9a-f]*:[0-9a-f:]+\]?:\d+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gi;

/** What the service needs to do its work. It is ready while all of it is up; liveness asks only whether the process answers. */
@Injectable()
export class Health {
  private readonly entries = new Map<string, Entry>();
  private readonly reporters: (() => readonly Report[])[] = [];
  private readonly clock: Clock = systemClock;
  private isDraining = false;

  /** A dependency somebody watches all the time (a consumer, a relay); it starts down. */
  dependency(name: string, detail = 'starting'): Dependency {
    const entry = this.enter(name, detail);
    return {
      up: (found) => this.set(entry, true, found),
      down: (found) => this.set(entry, false, found),
    };
  }

  /** A dependency asked when readiness is asked; the probe may return a detail and throws when it is down. */
  probed(name: string, probe: () => Promise<string | void>): void {
    this.enter(name, 'not asked yet').probe = probe;
  }

  /** Dependencies that are watched elsewhere and may come and go; asked when readiness is asked. */
  reported(read: () => readonly Report[]): void {
    this.reporters.push(read);
  }

  /** From now on the service is not ready, whatever its dependencies say. */
  drain(): void {
    this.isDraining = true;
  }

  async ready(): Promise<{ status: 'ready' | 'notReady' | 'stopping'; dependencies: DependencyState[] }> {
    await Promise.all([...this.entries.values()].map((entry) => this.ask(entry)));
    const reports = this.reporters.flatMap((read) => read().map(stateOf));
    const dependencies = [...[...this.entries.values()].map(({ state }) => state), ...reports];
    if (this.isDraining) return { status: 'stopping', dependencies };
    return { status: dependencies.every(({ up }) => up) ? 'ready' : 'notReady', dependencies };
  }

  private enter(name: string, detail: string): Entry {
    const entry: Entry = { state: { name, up: false, since: this.clock.now().toISOString(), detail } };
    this.entries.set(name, entry);
    return entry;
  }

  private set(entry: Entry, up: boolean, detail: string | void): void {
    const { state } = entry;
    const since = state.up === up ? state.since : this.clock.now().toISOString();
    entry.state = { name: state.name, up, since, ...(detail ? { detail } : {}) };
  }

  private async ask(entry: Entry): Promise<void> {
    if (!entry.probe) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${PROBE_MILLIS} ms`)), PROBE_MILLIS);
    });
    try {
      this.set(entry, true, await Promise.race([entry.probe(), late]));
    } catch (error) {
      // Only the kind of failure: addresses and names of a database are nobody's business.
      this.set(entry, false, error instanceof Error ? error.name : 'failed');
    } finally {
      clearTimeout(timer);
    }
  }
}

function stateOf({ name, up, since, detail }: Report): DependencyState {
  const state = { name, up, since: since.toISOString() };
  return detail ? { ...state, detail: detail.replace(ADDRESS, '[address]') } : state;
}
