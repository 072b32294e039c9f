import { describe, expect, it } from '@jest/globals';
import { legalMoves, move, type Moves } from './moves.js';

type ClaimStatus = 'draft' | 'admitted' | 'approved' | 'paid';
const MOVES = {
  admit: { from: ['draft'], to: 'admitted' },
  approve: { from: ['admitted'], to: 'approved' },
  pay: { from: ['approved'], to: 'paid' },
  withdraw: { from: ['draft', 'admitted'], to: 'draft' },
} as const satisfies Moves<ClaimStatus>;
const STATUSES: ClaimStatus[] = ['draft', 'admitted', 'approved', 'paid'];
const NAMES = Object.keys(MOVES) as (keyof typeof MOVES)[];

describe('a table of moves', () => {
  it('leads from each status where it says, and nowhere else', () => {
    const table = STATUSES.map((status) => NAMES.map((name) => move(MOVES, name, status) ?? '-').join(' '));
    expect(table).toEqual(['admitted - - draft', '- approved - draft', '- - paid -', '- - - -']);
  });

  it('offers exactly the moves that are then allowed', () => {
    for (const status of STATUSES)
      expect(legalMoves(MOVES, status)).toEqual(
        NAMES.filter((name) => move(MOVES, name, status) !== undefined),
      );
    expect(legalMoves(MOVES, 'draft')).toEqual(['admit', 'withdraw']);
  });

  it('lets a caller that knows the status exactly ask too, but not for a move that is not there', () => {
    const admitted: ClaimStatus | undefined = move(MOVES, 'admit', 'draft' as const);
    expect(admitted).toBe('admitted');
    // @ts-expect-error a name outside the table does not compile
    expect(move(MOVES, 'reject', 'draft')).toBeUndefined();
  });

  it('knows no move that every object has', () => {
    const open: Moves<ClaimStatus> = MOVES;
    expect(move(open, 'toString', 'draft')).toBeUndefined();
    expect(move(open, 'constructor', 'draft')).toBeUndefined();
  });
});
