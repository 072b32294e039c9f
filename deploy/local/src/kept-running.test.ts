import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeptRunning, type Running } from './kept-running.js';

const PATIENCE = { firstMillis: 5, longestMillis: 20, stableMillis: 10_000 };

interface Part extends Running {
  number: number;
  end(how?: string): void;
  stopped: boolean;
}

/** Parts that end when they are told to; each knows how many were there before it. */
function partOf(earlier: Part | undefined): Part {
  let end: (how?: string) => void = () => undefined;
  const ended = new Promise<string | void>((resolve) => (end = resolve));
  const part: Part = {
    number: (earlier?.number ?? 0) + 1,
    ended,
    end: (how) => end(how),
    stopped: false,
    stop: async () => {
      part.stopped = true;
      end();
    },
  };
  return part;
}

describe('a part that is kept running', () => {
  const said: string[] = [];
  beforeEach(() => {
    jest.spyOn(console, 'error').mockImplementation((line: unknown) => void said.push(String(line)));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    said.length = 0;
  });
  const until = async (holds: () => boolean) => {
    for (let tries = 0; tries < 200 && !holds(); tries += 1) await sleep(5);
    expect(holds()).toBe(true);
  };

  it('is started again when it ends, from what it was before, and that is said', async () => {
    const kept = await KeptRunning.start('postgres', async (earlier?: Part) => partOf(earlier), PATIENCE);
    kept.current.end('SIGKILL');
    await until(() => kept.current.number === 2);
    expect(said[0]).toBe('postgres ended (SIGKILL); starting it again in 5 ms, see its log');
    await until(() => said.includes('postgres was started again'));
    await kept.stop();
    expect(kept.current.stopped).toBe(true);
  });

  it('is tried again, ever more slowly, while it does not start', async () => {
    let failures = 3;
    const launch = async (earlier?: Part) => {
      if (earlier && failures-- > 0) throw new Error('the port is taken');
      return partOf(earlier);
    };
    const kept = await KeptRunning.start('kafka', launch, PATIENCE);
    kept.current.end();
    await until(() => kept.current.number === 2);
    const waits = said.map((line) => /in (\d+) ms/.exec(line)?.[1]).filter(Boolean);
    expect(waits).toEqual(['5', '10', '20', '20']);
    expect(said[1]).toContain('the port is taken');
    await kept.stop();
  });

  it('stays down once it was stopped, also while it waits to be started again', async () => {
    let launches = 0;
    const launch = async (earlier?: Part) => {
      launches += 1;
      return partOf(earlier);
    };
    const kept = await KeptRunning.start('gateway', launch, { ...PATIENCE, firstMillis: 60_000 });
    kept.current.end();
    await until(() => said.length === 1);
    await kept.stop();
    expect(launches).toBe(1);
  });

  it('is stopped although it was just coming up again', async () => {
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    let last: Part | undefined;
    const launch = async (earlier?: Part) => {
      if (earlier) await gate;
      return (last = partOf(earlier));
    };
    const kept = await KeptRunning.start('postgres', launch, PATIENCE);
    kept.current.end();
    await sleep(30);
    const stopped = kept.stop();
    letGo();
    await stopped;
    expect([last?.number, last?.stopped]).toEqual([2, true]);
  });

  it('tells the caller when its first start fails', async () => {
    const launch = async (): Promise<Part> => {
      throw new Error('no Java');
    };
    await expect(KeptRunning.start('kafka', launch, PATIENCE)).rejects.toThrow('no Java');
  });
});
