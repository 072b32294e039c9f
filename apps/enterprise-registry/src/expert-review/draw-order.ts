import { createHash, randomBytes } from 'node:crypto';

/** The seed of a draw; kept with the panel. */
export function newSeed(): string {
  return randomBytes(32).toString('hex');
}

/** The place of an expert in a draw: as random as the seed, and the same for everybody who draws with it again. */
export function drawRank(seed: string): (expertId: string) => string {
  return (expertId) => createHash('sha256').update(`${seed}\n${expertId}`).digest('hex');
}
