export { adviceOf } from './advice.ts';
export { castFacts } from './cast-facts.ts';
export { type ChooseOptions, cameraCarrier, choose, type Goal, obedienceOf, priceText, type Ranked } from './choose.ts';
export { compile, isRefusal } from './compile.ts';
export { compileRun } from './compile-run.ts';
export { goingOn } from './continues.ts';
export type {
  Answers,
  Carrier,
  CarrierKind,
  CastFact,
  CompileOptions,
  Estimate,
  Facts,
  Loss,
  LossAspect,
  Need,
  Plan,
  Refusal,
  RefusalCode,
  RunPlan,
  RunSpan,
  ShotPart,
} from './plan.ts';
export { ratioOf } from './size.ts';
export { splitShot } from './split-shot.ts';
