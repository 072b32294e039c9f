// as: libs/contracts/src/events.ts
// refused by: @nx/enforce-module-boundaries
import { Database } from '@gusu/database';
export const database = Database;
