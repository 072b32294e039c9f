import type { Programme } from '@gusu/values';

/** 梯队 (cultivation-talent.md §7.3): from each rung the ones directly above it. 专精特新 also follows 创新型, its prerequisite. */
const NEXT_RUNGS: Readonly<Record<Programme, readonly Programme[]>> = {
  techSme: ['highTechCultivation'],
  highTechCultivation: ['highTechEnterprise'],
  highTechEnterprise: ['gazelle', 'sipGazelle', 'torchGazelle', 'specializedSme'],
  innovativeSme: ['specializedSme'],
  specializedSme: ['littleGiant'],
  littleGiant: ['manufacturingChampion'],
  manufacturingChampion: [],
  hiddenChampion: ['manufacturingChampion'],
  gazelle: [],
  sipGazelleCultivation: ['sipGazelle'],
  sipGazelle: [],
  torchGazelle: [],
};

/** Every rung above this one, however far. */
export function rungsAbove(stage: Programme): ReadonlySet<Programme> {
  const above = new Set<Programme>();
  const climb = (rung: Programme) => {
    for (const next of NEXT_RUNGS[rung]) if (!above.has(next)) climb((above.add(next), next));
  };
  climb(stage);
  return above;
}

/** The rungs directly above this one: what an enterprise on it may reach next. */
export function nextRungs(stage: Programme): readonly Programme[] {
  return NEXT_RUNGS[stage];
}
