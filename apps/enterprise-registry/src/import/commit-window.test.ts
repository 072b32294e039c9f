import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommitWindow } from './commit-window.js';

describe('commits under way', () => {
  it('are never more than the window is wide', async () => {
    const window = new CommitWindow(2);
    let running = 0;
    let most = 0;
    const commit = async (millis: number) => {
      most = Math.max(most, (running += 1));
      await sleep(millis);
      running -= 1;
    };
    for (const millis of [5, 1, 4, 2, 3]) {
      await window.room();
      window.add(commit(millis));
    }
    await window.drain();
    expect([most, running]).toEqual([2, 0]);
  });

  it('fail with the first failure in their order, not in time', async () => {
    const window = new CommitWindow(2);
    const failing = async (millis: number, words: string) => {
      await sleep(millis);
      throw new Error(words);
    };
    window.add(failing(10, 'first'));
    window.add(failing(1, 'second'));
    await expect(window.room()).rejects.toThrow('first');
    await expect(window.drain()).rejects.toThrow('first');
  });

  it('let nobody begin behind a failure', async () => {
    const window = new CommitWindow(1);
    window.add(Promise.reject(new Error('lost')));
    await expect(window.room()).rejects.toThrow('lost');
    await expect(window.room()).rejects.toThrow('lost');
  });
});
