export { asset, blob, derived } from './assets.ts';
export { auth, authAccount, authPasskey, authSession, authUser, authVerification, invitation } from './auth.ts';
export { house } from './columns.ts';
export {
  apiToken,
  audit,
  event,
  idempotency,
  providerKey,
  setting,
  webhookDelivery,
  webhookEndpoint,
  webhookIn,
} from './doors.ts';
export { migration } from './migration.ts';
export { cast, film, member, preset, project, revision, shot } from './projects.ts';
export { budget, cap, job, ledgerEntry, plan, rate, take, takeRow, worker } from './takes.ts';
