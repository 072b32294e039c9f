// as: libs/values/src/fen.ts
// refused by: @nx/enforce-module-boundaries
import { refuse } from '@gusu/contracts';
export const no = refuse;
