export type { Carrier, CarrierKind, Estimate, Loss, Need, Plan, Refusal } from './plan.ts';
