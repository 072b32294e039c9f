import type { Programme } from '@gusu/values';

/**
 * Of these titles one must be valid on the day a title is granted (cultivation-talent.md §5.2, §5.4, §5.7, §7.3). They make it impossible to skip a
 * rung: 小巨人 needs 专精特新, which needs 创新型.
 */
export const PREREQUISITES: Readonly<Partial<Record<Programme, readonly Programme[]>>> = {
  specializedSme: ['innovativeSme'],
  littleGiant: ['specializedSme'],
  gazelle: ['highTechEnterprise'],
  sipGazelle: ['highTechEnterprise'],
  sipGazelleCultivation: ['highTechEnterprise', 'highTechCultivation'],
};
