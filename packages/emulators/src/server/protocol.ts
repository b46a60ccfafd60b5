import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { z } from 'zod';
import type { BillRow, EmulatorOptions, FaultName, Stage } from '../emulator.ts';
import type { Made } from '../media/placard.ts';
import type { Look, NewTask, Task, TaskQueue } from './task-queue.ts';

/** One HTTP reply. `made` is sent as the finished file, with ranges and the faults of results. */
export type Reply = Readonly<{
  status: number;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  text?: string;
  mime?: string;
  bytes?: Uint8Array;
  made?: Made;
  /** The top object is a map of the caller's ids, which no unknown field may join. */
  isMap?: true;
}>;

/** One request, read. `body` is what the route's schema made of it; `form` is there for multipart/form-data. */
export type Call<Body = unknown> = Readonly<{
  method: string;
  path: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  bytes: Uint8Array;
  form?: FormData;
  body: Body;
  /** The fault this request meets, where it is one that a protocol shows itself. */
  fault: FaultName | null;
}>;

/** Why a request is not taken. The protocol says it in its own form. */
export type Refusal = Readonly<{
  why:
    | 'bad-request'
    | 'unauthorised'
    | 'not-found'
    | 'no-route'
    | 'conflict'
    | 'rate'
    | 'concurrency'
    | 'overload'
    | 'internal'
    | 'content'
    | 'error-in-200';
  message: string;
  /** The place in the request body. */
  at?: readonly (string | number)[];
}>;

/** What a route may do. `taken` is set by `take`: the server learns from it that money would be due. */
export type Desk = Readonly<{
  /** http://127.0.0.1:PORT. */
  origin: string;
  tasks: TaskQueue;
  bill: readonly BillRow[];
  webhookSecret: string;
  /** A new id: `prefix`, then digits or hexadecimal that no other task of this run has. */
  id: (shape: 'digits' | 'uuid' | 'hex', prefix?: string) => string;
  /** Takes a task and writes it on the bill. */
  take: (call: Call, task: NewTask) => Task;
  /** Notes on the bill that a task was called off before it cost anything. */
  strike: (task: Task) => void;
  look: (call: Call, task: Task) => Look;
  /** A public address of a finished file; `index` of the task's `made`. */
  fileUrl: (task: Task, index?: number) => string;
  /** Where uploaded bytes are kept, by name. */
  uploads: Map<string, Readonly<{ bytes: Uint8Array; mime: string }>>;
  /** The bytes of a finished file, for protocols that send them inside JSON. */
  bytesOf: (made: Made) => Promise<Uint8Array>;
  refuse: (refusal: Refusal) => Reply;
}>;

/** One address of a protocol. `path` holds {name} for a segment and {name+} for several. */
export type Route = Readonly<{
  stage: Stage | 'other';
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Query parameters that tell this route from others of its path. */
  query?: Readonly<Record<string, string>>;
  /** Without a schema the body is not read as JSON. */
  schema?: z.ZodType;
  isOpen?: boolean;
  handle: (call: Call, desk: Desk) => Reply | Promise<Reply>;
}>;

/** A webhook to be sent; `forged` is the same with a signature that does not hold. */
export type Hook = Readonly<{ body: string; headers: Readonly<Record<string, string>> }>;

/** One provider's protocol as a server speaks it. */
export type Protocol = Readonly<{
  wire: string;
  /** Part of the base URL, such as /api/v3; empty for most. */
  prefix: string;
  credential: string;
  webhookSecret: string;
  faults: readonly FaultName[];
  /** Null when the request may come in. */
  authorise: (call: Call, at: Readonly<{ nowMs: number }>) => Refusal | null;
  refuse: (refusal: Refusal) => Reply;
  /** Whether `error-in-200` and `content-refused` strike at the submit, or at the end of a task that was taken. */
  errorIn200At?: 'submit' | 'end';
  contentRefusedAt?: 'submit' | 'end';
  /** Whether a task that ended without a result is not charged, as far as the provider says so; without this it stays on the bill. */
  waives?: (task: Task) => boolean;
  routes: readonly Route[];
  /** What is posted to the task's webhook when it starts and when it ends; null for silence. */
  hook?: (told: Readonly<{ task: Task; event: 'start' | 'end'; nowSec: number; isForged: boolean }>, desk: Desk) => Hook | null;
  /** What must come back before a webhook address is believed. */
  challenge?: (token: string) => Readonly<{ body: unknown; isAnswered: (reply: unknown) => boolean }>;
  /** The key in `uploads` that a text of a request stands for; undefined for what is no file of this server. Unknown ones are refused. */
  uploadKey?: (text: string, origin: string) => string | undefined;
  /** How many tasks run at once where the options do not say. */
  slots?: number;
  /** Told once how the server runs. */
  onOpen?: (options: EmulatorOptions) => void;
  /** Told of every change of a task. */
  onChange?: (task: Task, desk: Desk) => void;
  /** The server "restarted": anything of its own it forgets, too. */
  onForget?: (desk: Desk) => void;
  /** Sockets that ask to be upgraded; a protocol without this closes them. */
  onUpgrade?: (asked: Readonly<{ request: IncomingMessage; socket: Duplex; url: URL }>, desk: Desk) => void;
  /** Anything of its own to end. */
  close?: () => void;
}>;

/** A route whose handler sees its body as its schema reads it. */
export function route<S extends z.ZodType>(
  address: Omit<Route, 'handle' | 'schema'> & { schema: S; handle: (call: Call<z.infer<S>>, desk: Desk) => Reply | Promise<Reply> },
): Route {
  return address as Route;
}
