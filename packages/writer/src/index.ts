export type { TokensUsed } from './complete.ts';
export { type Endpoint, endpoints, ownLlmKeyName, readEndpoint, travelsOpenly } from './endpoints.ts';
export type { ScriptWanted } from './script.ts';
export { mostSentCharacters, type WriteOptions, type WriterNews, type WrittenBrief, writeBrief } from './write-brief.ts';
