/** What makes an enterprise a borrower of 科贷通: titles of the registry, and two that other services give (funding.md §2). */
export const LOAN_QUALIFICATIONS = [
  'highTechEnterprise',
  'techSme',
  'gazelle',
  'sipGazelle',
  'torchGazelle',
  'specializedSme',
  'littleGiant',
  'potentialUnicorn',
  'unicorn',
  'gusuTalent',
] as const;
export type LoanQualification = (typeof LOAN_QUALIFICATIONS)[number];
