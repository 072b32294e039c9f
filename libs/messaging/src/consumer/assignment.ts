import { murmur2 } from '../partitioner.js';

/**
 * The partitions that fall to `member` among the living: each goes to the member with the highest hash for it (rendezvous), so that a
 * member that comes or goes moves only its own share.
 */
export function assignedTo(
  member: string,
  members: readonly string[],
  topic: string,
  partitions: number,
): number[] {
  return Array.from({ length: partitions }, (_, part) => part).filter(
    (part) => ownerOf(members, topic, part) === member,
  );
}

function ownerOf(members: readonly string[], topic: string, part: number): string | undefined {
  let owner: string | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const member of members) {
    const weight = murmur2(Buffer.from(`${member}/${topic}/${part}`));
    if (weight > highest || (weight === highest && owner !== undefined && member > owner)) {
      highest = weight;
      owner = member;
    }
  }
  return owner;
}
