/** 认定项目: what an enterprise can be recognised as (cultivation-talent.md §3–5). One identifier each, in every service. */
export const PROGRAMMES = [
  'techSme',
  'highTechCultivation',
  'highTechEnterprise',
  'innovativeSme',
  'specializedSme',
  'littleGiant',
  'manufacturingChampion',
  'hiddenChampion',
  'gazelle',
  'sipGazelle',
  'sipGazelleCultivation',
  'torchGazelle',
] as const;
export type Programme = (typeof PROGRAMMES)[number];

/** The names of the programmes as notices and lists write them. */
export const PROGRAMME_NAMES: Readonly<Record<Programme, string>> = {
  techSme: '科技型中小企业',
  highTechCultivation: '江苏省高新技术企业培育入库企业',
  highTechEnterprise: '高新技术企业',
  innovativeSme: '创新型中小企业',
  specializedSme: '专精特新中小企业',
  littleGiant: '专精特新“小巨人”企业',
  manufacturingChampion: '制造业单项冠军企业',
  hiddenChampion: '隐形冠军企业',
  gazelle: '苏州市瞪羚企业',
  sipGazelle: '苏州工业园区瞪羚企业',
  sipGazelleCultivation: '苏州工业园区瞪羚培育企业',
  torchGazelle: '国家高新区瞪羚企业',
};

/** The life of a title, 称号 (cultivation-talent.md §7.2). */
export const QUALIFICATION_STATUSES = [
  'pending',
  'valid',
  'expiring',
  'reviewInProgress',
  'lapsed',
  'suspended',
  'revoked',
  'superseded',
] as const;
export type QualificationStatus = (typeof QUALIFICATION_STATUSES)[number];
