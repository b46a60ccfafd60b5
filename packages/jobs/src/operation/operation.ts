import type { IdKind } from '@fantascope/film';
import type { z } from 'zod';
import type { Actor, Role } from '../people/actor.ts';
import type { Studio } from '../studio.ts';
import type { checkFiles } from './documents.ts';

/** What a call does to the world: reads, writes, or may cost money. A door asks for a confirmation before `spends`. */
export type Effect = 'reads' | 'writes' | 'spends';

/** Who may call: somebody with at least this role in every project that the input's ids lie in, any signed-in person, or the server's owner. */
export type Rights = Readonly<{ role: Role }> | 'anyone' | 'signed-in' | 'server-owner';

/** Where an operation is on HTTP. Path parameters are fields of the input (`/shots/{shotId}/takes`); the rest is the query of a GET, else the JSON body. */
export type Route = Readonly<{ method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: `/${string}` }>;

/** What a running operation is given beside its input. */
export type Call = Readonly<{
  studio: Studio;
  actor: Actor;
  signal: AbortSignal;
  /** The hash that was confirmed, where the door asked: what is done has to be exactly that. */
  confirmed?: string;
  /** A new id. The same call taken up again after a crash, or sent again with its Idempotency-Key, gets the same ids in the same order. */
  newId: <K extends IdKind>(kind: K) => `${K}_${string}`;
  /** Lets a document in only with files of its own project (documents.ts). */
  checkFiles: typeof checkFiles;
}>;

/** What a spending operation would do, shown before it is confirmed. `hash` names exactly this: another price or request has another hash. */
export type Preview = Readonly<{ hash: string; shown: unknown }>;

/**
 * One thing that can be asked of the server. HTTP route, OpenAPI page, CLI command, MCP tool and client function all come from this entry.
 * Ids in the input (`shotId`, `takeIds` …, see owned-ids.ts) are looked up and their projects checked against `rights` before `run`.
 */
export type Operation<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> = Readonly<{
  /** `noun.verb`, the words of DESIGN.md §2. */
  name: string;
  /** One sentence, both languages: what it does. */
  says: Readonly<{ en: string; zh: string }>;
  /** strictObject: unknown fields are refused. */
  input: Input;
  output: Output;
  rights: Rights;
  effect: Effect;
  /** Doing it twice is doing it once, without an Idempotency-Key. */
  isIdempotent: boolean;
  route: Route;
  /** Only with effect `spends`: agents are shown this first and confirm its hash. */
  preview?: (input: z.output<Input>, call: Call) => Promise<Preview>;
  /** What of the answer is kept for those who come again with its Idempotency-Key; default all. For answers that hold a secret shown once. */
  kept?: (output: z.output<Output>) => z.output<Output>;
  run: (input: z.output<Input>, call: Call) => Promise<z.input<Output>>;
}>;

/** An entry of the table, its types checked against its own schemas. */
export function operation<Input extends z.ZodObject, Output extends z.ZodType>(entry: Operation<Input, Output>): Operation<Input, Output> {
  return entry;
}
