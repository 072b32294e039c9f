import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A plan made while the outbox was empty reads all of it, and is kept by the session while it grows. The sequencer only ever looks up a range of
 * transactions, so it is held to that.
 */
export class SequencerPlans1760000004000 implements MigrationInterface {
  name = 'SequencerPlans1760000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter function sequence_events() set enable_seqscan = off;
      alter function sequence_events() set enable_hashjoin = off;
      alter function sequence_events() set enable_mergejoin = off;`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
