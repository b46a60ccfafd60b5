export type { AccessRules, Credential } from './access.ts';
export { isLoopbackAddress, isPublicAddress } from './address.ts';
export type { DownloadOptions, DownloadOutcome } from './download.ts';
export { formOf } from './file-kind.ts';
export { redactor } from './redact.ts';
export { type Bucket, bucketAuth, presignedUrl, putObject } from './s3.ts';
export { submitOutcome } from './submit-outcome.ts';
export { createTransport, type Delivery, type Sender, type SendOptions, type Transport, type TransportOptions } from './transport.ts';
