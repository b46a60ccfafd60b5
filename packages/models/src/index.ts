export { CameraDialect, CatalogueEntry, PriceRow, Sureness } from './catalogue/entry.ts';
export { MediaRef, NativeCamera, RequestShot, TakeRequest } from './take-request.ts';
export type {
  Charge,
  HttpReply,
  HttpRequest,
  Progress,
  ProviderProblem,
  ResultFile,
  Submission,
  SubmitOutcome,
  Ticket,
  Wire,
  WireSetting,
} from './wire.ts';
export { wires } from './wires/index.ts';
export { judgeWait, type Wait } from './wires/judge-wait.ts';
