export { type AccessRules, addressOf, type Credential } from './access.ts';
export { isLoopbackAddress, isPrivateAddress, isPublicAddress } from './address.ts';
export type { DownloadOptions, DownloadOutcome } from './download.ts';
export { exchange, type Failure, type Outgoing } from './exchange.ts';
export { formOf } from './file-kind.ts';
export { redactor } from './redact.ts';
export { type Bucket, bucketAuth, presignedUrl, putObject } from './s3.ts';
export { submitOutcome } from './submit-outcome.ts';
export { createTransport, type Delivery, type Sender, type SendOptions, type Transport, type TransportOptions } from './transport.ts';
