import type { Fen, LocalDate, SignedFen } from '@gusu/values';
import type { FuseLevel } from '../fuse/fuse.js';
import type { KnownEnterprise } from './borrower.rules.js';
import type { Quote } from './rate-cap.rules.js';

/** What decisions on a group of filings rest on, read under the locks of their pools. */
export interface FilingGround {
  pools: { programme: string; poolCode: string; capitalFen: SignedFen; coveredFen: Fen; fuse: FuseLevel }[];
  policies: { programme: string; day: LocalDate; version: number; hash: string }[];
  quotes: Quote[];
  enterprises: KnownEnterprise[];
  /** Of the borrowers: what each of their filings in force holds of their caps. */
  held: { programme: string; bankCode: string; creditCode: string; heldFen: Fen; loanStatus: string }[];
  banks: { programme: string; bankCode: string; heldFen: Fen; fuse: FuseLevel }[];
}
