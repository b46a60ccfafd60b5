export { type CallOptions, type Client, type ClientOptions, createClient, Problem, type StudioEvent } from './client.ts';
export type { Operations } from './operations.ts';
