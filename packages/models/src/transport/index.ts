export type { AccessRules, Credential } from './access.ts';
export { isLoopbackAddress, isPublicAddress } from './address.ts';
export type { DownloadOptions, DownloadOutcome } from './download.ts';
export { redactor } from './redact.ts';
export { submitOutcome } from './submit-outcome.ts';
export { createTransport, type Delivery, type SendOptions, type Transport, type TransportOptions } from './transport.ts';
