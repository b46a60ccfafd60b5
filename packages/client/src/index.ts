export {
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  PlanChanged,
  type Preview,
  Problem,
  type StudioEvent,
} from './client.ts';
export { type Operations, routes, type SpendingName } from './operations.ts';
