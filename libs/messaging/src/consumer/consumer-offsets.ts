import type { Database, Tx } from '@gusu/database';
import { PARTITIONS } from '../partitioner.js';
import { Fenced, type Slice } from '../transport.js';

/** Where one owner stands in one partition. */
export interface Position {
  part: number;
  nextOff: bigint;
  epoch: bigint;
}

// Members that were not seen for this long have died.
const MEMBER_MILLIS = 6_000;

/** How far each group is, in the consumer's own database: the fence of every effect. */
export class ConsumerOffsets {
  constructor(
    private readonly database: Database,
    private readonly group: string,
    private readonly member: string,
  ) {}

  /** Makes the rows of a topic that is read for the first time. */
  async ensure(topic: string, partitions = PARTITIONS): Promise<void> {
    await this.database.query(
      `insert into consumer_offset (consumer_group, topic, part)
         select $1, $2, part from generate_series(0, $3 - 1) as part on conflict do nothing`,
      [this.group, topic, partitions],
    );
  }

  /** Says that this member lives and returns who else does, this one included, in a fixed order. */
  async heartbeat(): Promise<string[]> {
    const rows = await this.database.query<{ member: string }>(
      `with me as (
         insert into consumer_member (consumer_group, member) values ($1, $2)
           on conflict (consumer_group, member) do update set seen_at = clock_timestamp() returning member
       )
       select member from me union
       select member from consumer_member
         where consumer_group = $1 and seen_at > clock_timestamp() - make_interval(secs => $3)
       order by member`,
      [this.group, this.member, MEMBER_MILLIS / 1000],
    );
    return rows.map(({ member }) => member);
  }

  async leave(): Promise<void> {
    await this.database.query('delete from consumer_member where consumer_group = $1 and member = $2', [
      this.group,
      this.member,
    ]);
  }

  /** Makes this member the owner of the partitions: the epoch rises, so a former owner's next step fails. */
  async takeOver(topic: string, parts: readonly number[]): Promise<Position[]> {
    const rows = await this.database.query<{ part: number; next_off: bigint; epoch: bigint }>(
      `update consumer_offset set epoch = epoch + 1, owner = $3
         where consumer_group = $1 and topic = $2 and part = any($4::smallint[])
         returning part, next_off, epoch`,
      [this.group, topic, this.member, parts],
    );
    return rows.map((row) => ({ part: row.part, nextOff: row.next_off, epoch: row.epoch }));
  }

  /**
   * Moves the fences of all slices in this transaction and returns which of `keys` are parked, locked against being unparked meanwhile.
   * @throws Fenced when one of the fences is not where its slice starts
   */
  async step(tx: Tx, topic: string, slices: readonly Slice[], keys: readonly string[]): Promise<Set<string>> {
    const moved = await tx.execute(
      `with step as (
         select * from unnest($3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[]) as s (part, lo, hi, epoch)
       ), locked as materialized (
         select o.part from consumer_offset o join step s using (part)
           where o.consumer_group = $1 and o.topic = $2 order by o.part for update of o
       )
       update consumer_offset o set next_off = s.hi
         from step s join locked using (part)
         where o.consumer_group = $1 and o.topic = $2 and o.part = s.part and o.next_off = s.lo and o.epoch = s.epoch`,
      [
        this.group,
        topic,
        slices.map(({ part }) => part),
        slices.map(({ from }) => from),
        slices.map(({ to }) => to),
        slices.map(({ epoch }) => epoch),
      ],
    );
    if (moved !== slices.length) throw new Fenced(topic);
    const rows = await tx.query<{ key: string }>(
      'select key from parked_key where consumer_group = $1 and topic = $2 and key = any($3::text[]) order by key for share',
      [this.group, topic, keys],
    );
    return new Set(rows.map(({ key }) => key));
  }
}
