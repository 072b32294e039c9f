import { compare, type Exact } from '../exact/exact.js';
import type { SmeSector } from '../enterprise-profile.js';

/** From which size on an enterprise of a sector is large: when it reaches every bound given (工信部联企业〔2011〕300号). */
export interface SizeBounds {
  staff?: Exact;
  revenueFen?: Exact;
  assetsFen?: Exact;
}

/** 中小企业划型标准, a file of its own that policies name. */
export interface SizeStandard {
  id: string;
  hash: string;
  sectors: Readonly<Partial<Record<SmeSector, SizeBounds>>>;
}

const MEASURES = ['staff', 'revenueFen', 'assetsFen'] as const;

/** One figure below its bound makes an SME, whatever the others are; large needs all of them (cultivation-talent.md §2). */
export function sizeOf(
  standard: SizeStandard,
  sector: SmeSector | undefined,
  measured: SizeBounds,
): 'SME' | 'LARGE' | undefined {
  const bounds = sector && standard.sectors[sector];
  if (!bounds) return undefined;
  let isCertain = true;
  for (const measure of MEASURES) {
    const bound = bounds[measure];
    if (bound === undefined) continue;
    const value = measured[measure];
    if (value === undefined) isCertain = false;
    else if (compare(value, bound) < 0) return 'SME';
  }
  return isCertain ? 'LARGE' : undefined;
}
