// as: libs/http/src/index.ts
// refused by: @nx/enforce-module-boundaries
import { AppModule } from '../../../apps/gateway/src/app.module.js';
export const module = AppModule;
