/** Whether a part that works in the background works, and since when it is so. */
export interface WorkerStatus {
  name: string;
  up: boolean;
  since: Date;
  detail?: string;
}

/** Remembers the moment of the last change, not of the last look. */
export class StatusKeeper {
  private state: WorkerStatus;

  constructor(name: string) {
    this.state = { name, up: true, since: new Date() };
  }

  get current(): WorkerStatus {
    return this.state;
  }

  works(): void {
    if (!this.state.up) this.state = { name: this.state.name, up: true, since: new Date() };
  }

  fails(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    const since = this.state.up ? new Date() : this.state.since;
    this.state = { name: this.state.name, up: false, since, detail };
  }
}
