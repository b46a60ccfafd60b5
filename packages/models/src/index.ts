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
