/** Where a reader of the feed stands: the offset it needs next in each partition of the log. */
export type FeedPosition = readonly bigint[];

/** A position in a snapshot: the last credit code it gave, and where the feed begins that joins it. */
export interface SnapshotPosition {
  feed: FeedPosition;
  after: string;
}

const POSITION = /^\d{1,18}(?:\.\d{1,18})*$/;

/** A position as a reader carries it: opaque, because its inside may change. */
export function writeFeedCursor(position: FeedPosition): string {
  return Buffer.from(`f1:${position.join('.')}`).toString('base64url');
}

export function readFeedCursor(text: string, partitions: number): FeedPosition | undefined {
  const [version, offsets = ''] = Buffer.from(text, 'base64url').toString().split(':');
  return version === 'f1' ? readOffsets(offsets, partitions) : undefined;
}

export function writeSnapshotCursor({ feed, after }: SnapshotPosition): string {
  return Buffer.from(`s1:${feed.join('.')}:${after}`).toString('base64url');
}

export function readSnapshotCursor(text: string, partitions: number): SnapshotPosition | undefined {
  const [version, offsets = '', after = ''] = Buffer.from(text, 'base64url').toString().split(':');
  const feed = version === 's1' ? readOffsets(offsets, partitions) : undefined;
  return feed && /^[0-9A-Z]{18}$/.test(after) ? { feed, after } : undefined;
}

function readOffsets(text: string, partitions: number): FeedPosition | undefined {
  if (!POSITION.test(text)) return undefined;
  const offsets = text.split('.').map(BigInt);
  return offsets.length === partitions ? offsets : undefined;
}
