export * from './annual-facts.js';
export * from './assessment-result.js';
export * from './dossier.js';
export * from './enterprise-profile.js';
export * from './fact-sheet.js';
export * from './policy-action.js';
export * from './sourced.js';
