import { type CloudEvent, refuse } from '@gusu/contracts';
import { Answers, Permission, Refusals, Summary } from '@gusu/http';
import { PARTITIONS } from '@gusu/messaging';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  changesPageSchema,
  type ChangesQuery,
  changesQuerySchema,
  snapshotPageSchema,
  type SnapshotQuery,
  snapshotQuerySchema,
} from './feed.dto.js';
import { FeedRepository, type SnapshotEntry } from './feed.repository.js';
import {
  type FeedPosition,
  readFeedCursor,
  readSnapshotCursor,
  writeFeedCursor,
  writeSnapshotCursor,
} from './feed.js';

const START: FeedPosition = Array.from({ length: PARTITIONS }, () => 0n);

@ApiTags('变更流 feed')
@Controller('v1/enterprises')
export class FeedController {
  constructor(private readonly feed: FeedRepository) {}

  @Get('changes')
  @Permission('enterprise.feed')
  @Answers(changesPageSchema)
  @Refusals('feed/cursor-too-old')
  @Summary({
    zh: '变更流：按提交次序的登记事件',
    en: 'The change feed: events of the register in the order of their commits',
    description:
      '`next` 总会给出，无新事件时稍后以同一游标再问。 `next` is always given; ask again with it later when there was nothing.',
  })
  async changes(
    @Query({ schema: changesQuerySchema }) query: ChangesQuery,
  ): Promise<{ items: CloudEvent[]; next: string }> {
    const from = query.after === undefined ? START : readFeedCursor(query.after, PARTITIONS);
    if (!from) throw notACursor('/query/after');
    const { events, next } = await this.feed.changes(from, query.limit);
    return { items: events, next: writeFeedCursor(next) };
  }

  @Get('snapshot')
  @Permission('enterprise.feed')
  @Answers(snapshotPageSchema)
  @Summary({
    zh: '快照：全部已登记企业；其 changesAfter 游标与变更流无缝相接',
    en: 'The snapshot: every registered enterprise; the feed joins it at `changesAfter` without a gap',
    description:
      '各页的 changesAfter 相同。变更流可能重复快照已含的状态，keyversion 不大于快照者可略过。 Every page names the same cursor. ' +
      'The feed may repeat what the snapshot already holds: an event whose keyversion is not larger can be passed over.',
  })
  async snapshot(
    @Query({ schema: snapshotQuerySchema }) { cursor, limit }: SnapshotQuery,
  ): Promise<{ items: SnapshotEntry[]; changesAfter: string; next?: string }> {
    const position = cursor === undefined ? undefined : readSnapshotCursor(cursor, PARTITIONS);
    if (cursor !== undefined && !position) throw notACursor('/query/cursor');
    // The end of the log is read before the first row: what is not yet behind it is committed and stands in the table.
    const feed = position?.feed ?? (await this.feed.end());
    const items = await this.feed.snapshot(position?.after ?? '', limit);
    const last = items.length === limit ? items.at(-1) : undefined;
    return {
      items,
      changesAfter: writeFeedCursor(feed),
      ...(last && { next: writeSnapshotCursor({ feed, after: last.data.creditCode }) }),
    };
  }
}

function notACursor(pointer: string) {
  return refuse('request/invalid', {}, [{ pointer, code: 'FORMAT' }]);
}
