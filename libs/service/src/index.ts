export { createService, runService, type ServicePlan } from './service.js';
