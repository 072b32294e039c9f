import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@gusu/contracts';
import { readFileSync } from 'node:fs';

describe('the list of topics', () => {
  it('is the list of the contracts, with eight partitions each', () => {
    const text = readFileSync('deploy/kafka/topics.yaml', 'utf8');
    const listed = [...text.matchAll(/- name: (\S+)\n\s+partitions: (\d+)/g)].map(([, name, count]) => [
      name,
      count,
    ]);
    expect(listed).toEqual(TOPICS.map((topic) => [topic, '8']));
  });
});
