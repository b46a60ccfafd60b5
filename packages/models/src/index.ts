export { CatalogueFile, catalogue, catalogueJsonSchema, readCatalogue } from './catalogue/catalogue.ts';
export { CameraDialect, CatalogueEntry, type CatalogueEntryInput, PriceRow, Sureness } from './catalogue/entry.ts';
export { FileWay, FileWays, fileWays, openFileWays } from './catalogue/file-ways.ts';
export { providerNameOf } from './catalogue/provider-names.ts';
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
  UploadFile,
  UploadStep,
  Wanted,
  Wire,
  WireSetting,
} from './wire.ts';
export { wires } from './wires/index.ts';
export { judgeWait, type Wait } from './wires/judge-wait.ts';
