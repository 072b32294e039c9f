import type {
  Award,
  Certification,
  EquityFinancing,
  PlatformScore,
  RdInstitution,
  SegmentMarket,
  Sourced,
  StandardLed,
} from '@gusu/policies';
import type { Declaration } from '../enterprise/declaration.js';

export const DOSSIER_KINDS = [
  'award',
  'rdInstitution',
  'standard',
  'segmentMarket',
  'certification',
  'equityFinancing',
  'platformScore',
] as const;
export type DossierKind = (typeof DOSSIER_KINDS)[number];

type Declared<Fact extends Sourced> = Omit<Fact, keyof Sourced>;

/** What a policy will see of an item, by its kind (cultivation-talent.md §2). */
export interface DossierFacts {
  award: Declared<Award>;
  rdInstitution: Declared<RdInstitution>;
  standard: Declared<StandardLed>;
  segmentMarket: Declared<SegmentMarket>;
  certification: Declared<Certification>;
  equityFinancing: Declared<EquityFinancing>;
  platformScore: Declared<PlatformScore>;
}

/** A kind together with facts of that kind. */
export type DossierContent = {
  [Kind in DossierKind]: { kind: Kind; facts: DossierFacts[Kind] };
}[DossierKind];

/** One thing an enterprise can show for itself. */
export type DossierItem = DossierContent & Declaration & { itemId: string };

/** Taken only with papers: the score is computed by the ministry's platform and money is shown by its receipt (§5.1, §5.3). */
export const NEEDS_EVIDENCE: readonly DossierKind[] = ['equityFinancing', 'platformScore'];
