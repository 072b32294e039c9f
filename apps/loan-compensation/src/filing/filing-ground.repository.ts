import type { Tx } from '@gusu/database';
import type { Fen, LocalDate, SignedFen } from '@gusu/values';
import { Injectable } from '@nestjs/common';
import type { FilingGround } from './filing-ground.js';

export interface AskedFiling {
  programme: string;
  filedOn: LocalDate;
  creditCode: string;
  bankCode: string;
}

@Injectable()
export class FilingGroundRepository {
  /** Locks the pools of these programmes, in the order of their codes, and reads everything in one round trip. */
  async open(tx: Tx, asked: readonly AskedFiling[]): Promise<FilingGround> {
    const rows = await tx.query<{ kind: string; body: string }>(
      'select * from open_filings($1, $2, $3, $4)',
      [
        asked.map(({ programme }) => programme),
        asked.map(({ filedOn }) => filedOn),
        asked.map(({ creditCode }) => creditCode),
        asked.map(({ bankCode }) => bankCode),
      ],
    );
    const of = <Body>(wanted: string): Body[] =>
      rows.filter(({ kind }) => kind === wanted).map(({ body }) => JSON.parse(body) as Body);
    return {
      pools: of<StoredPool>('pool').map(({ cashFen, reservedFen, coveredFen, ...pool }) => ({
        ...pool,
        capitalFen: BigInt(cashFen) - absolute(BigInt(reservedFen)),
        coveredFen: BigInt(coveredFen),
      })),
      policies: of('policy'),
      quotes: of('quote'),
      enterprises: of('enterprise'),
      held: of<Stored<FilingGround['held'][number]>>('held').map(withFen),
      banks: of<Stored<FilingGround['banks'][number]>>('bank').map(withFen),
    };
  }
}

type StoredPool = Pick<FilingGround['pools'][number], 'programme' | 'poolCode' | 'fuse'> &
  Record<'cashFen' | 'reservedFen' | 'coveredFen', string>;

/** Fen travel inside JSON as texts. */
type Stored<Row> = Omit<Row, 'heldFen'> & { heldFen: string };

const withFen = <Row extends { heldFen: string }>(row: Row) => ({ ...row, heldFen: BigInt(row.heldFen) });

const absolute = (fen: SignedFen): Fen => (fen < 0n ? -fen : fen);
