import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const READ_EVERY_MILLIS = 50;

/**
 * A time that a story moves under running processes, which tell it by a file; the test itself stays in its own. The clocks go on at
 * their usual speed, and what measures a delay is not moved.
 */
export class MovableTime {
  private readonly folder = mkdtempSync(join(tmpdir(), 'gusu-time-'));
  private readonly file = join(this.folder, 'ahead');
  private ahead = 0;

  /** What a Node process must be started with to live in this time. */
  get nodeOptions(): string {
    const shift = `import{readFileSync}from'node:fs';
const Now=Date,file=${JSON.stringify(this.file)};let ahead=0,next=0;
const now=()=>{const at=performance.now();if(at>=next){ahead=Number(readFileSync(file,'utf8'));next=at+${READ_EVERY_MILLIS}}return Now.now()+ahead};
globalThis.Date=class extends Now{constructor(...at){at.length?super(...at):super(now())}static now(){return now()}}`;
    return `--import=data:text/javascript,${encodeURIComponent(shift)}`;
  }

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  /** To ten in the morning of a day in Suzhou; every process knows when this returns. */
  async to(day: string): Promise<void> {
    this.ahead = Date.parse(`${day}T10:00:00+08:00`) - Date.now();
    // Whole or not at all: half a number would be another time.
    writeFileSync(`${this.file}.next`, String(this.ahead));
    renameSync(`${this.file}.next`, this.file);
    await sleep(2 * READ_EVERY_MILLIS);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
