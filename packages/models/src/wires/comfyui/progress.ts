import { z } from 'zod';
import type { HttpReply, Progress, ResultFile, Ticket, Wire, WireSetting } from '../../wire.ts';
import { unclear } from '../outcome-of.ts';
import { fileKind } from '../output-files.ts';
import { withQuery } from '../url-parts.ts';

const Saved = z.looseObject({
  filename: z.string().min(1),
  subfolder: z.string().default(''),
  type: z.string().default('output'),
  format: z.string().optional(),
});
const Entry = z.looseObject({
  outputs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  status: z
    .looseObject({
      status_str: z.string().optional(),
      completed: z.boolean().optional(),
      messages: z.array(z.tuple([z.string()]).rest(z.unknown())).default([]),
    })
    .nullish(),
});
const Queue = z.looseObject({ queue_running: z.array(z.array(z.unknown())), queue_pending: z.array(z.array(z.unknown())) });

/** Where a reply of /queue has a prompt; undefined where the reply is none. Rows are [number, prompt id, graph, …]. */
export function listedIn(json: unknown, taskId: string): Readonly<{ runs: boolean; queuePlace: number }> | 'not-there' | undefined {
  const queue = Queue.safeParse(json);
  if (!queue.success) return undefined;
  if (queue.data.queue_running.some((row) => row[1] === taskId)) return { runs: true, queuePlace: 0 };
  const number = (row: readonly unknown[]) => (typeof row[0] === 'number' ? row[0] : 0);
  const waiting = [...queue.data.queue_pending].sort((one, other) => number(one) - number(other));
  const place = waiting.findIndex((row) => row[1] === taskId);
  return place < 0 ? 'not-there' : { runs: false, queuePlace: place + 1 };
}

/** Files under whichever key a node saves them: images, gifs, videos, audio. Previews (temp) count only where nothing else was saved. */
function filesOf({ outputs }: z.infer<typeof Entry>, { kind }: Ticket, { baseUrl }: WireSetting): readonly ResultFile[] {
  const wanted = kind === undefined || kind === '' ? undefined : kind.split(',');
  const files = Object.entries(outputs)
    .filter(([node]) => wanted === undefined || wanted.includes(node))
    .flatMap(([, saved]) => Object.entries(saved))
    .flatMap(([key, list]) => (Array.isArray(list) ? list : []).map((each) => ({ key, read: Saved.safeParse(each) })))
    .flatMap(({ key, read }) => {
      if (!read.success) return [];
      const { filename, subfolder, type, format } = read.data;
      const mime = format?.includes('/') ? format : undefined;
      const url = withQuery(`${baseUrl}/view`, { filename, subfolder, type });
      return [{ type, file: { url, kind: fileKind({ url: filename, mime, key }), isKeyed: true as const } }];
    });
  const saved = files.filter(({ type }) => type !== 'temp');
  return (saved.length > 0 ? saved : files).map(({ file }) => file).sort((one, other) => rank(one) - rank(other));
}

const rank = ({ kind }: ResultFile) => (kind === 'video' ? 0 : 1);

function readEntry(entry: z.infer<typeof Entry>, ticket: Ticket, setting: WireSetting): Progress {
  const messages = new Map((entry.status?.messages ?? []).map(([name, data]) => [name, data]));
  const told = (messages.get('execution_error') ?? {}) as { exception_message?: unknown; exception_type?: unknown; node_type?: unknown };
  if (messages.has('execution_interrupted')) {
    return { state: 'cancelled', problem: { code: 'interrupted', message: 'the prompt was interrupted', isRetryLater: false } };
  }
  if (entry.status?.status_str === 'error') {
    const message = [told.node_type, told.exception_message].filter((each) => typeof each === 'string').join(': ');
    return { state: 'failed', problem: { code: String(told.exception_type ?? 'execution-error'), message, isRetryLater: false } };
  }
  const files = filesOf(entry, ticket, setting);
  if (files.length > 0) return { state: 'succeeded', files };
  if (entry.status?.status_str !== 'success' && entry.status?.completed !== true) return { state: 'running' };
  return { state: 'failed', problem: { code: 'no-output', message: 'the workflow ended and saved no file', isRetryLater: false } };
}

/** Reads /history/ID; while that is empty, /queue. A prompt in neither is missing: the server forgot it, or it ended just now. */
export function readComfyProgress(reply: HttpReply, ticket: Ticket, setting: WireSetting): ReturnType<Wire['readProgress']> {
  if (reply.status >= 300 || typeof reply.json !== 'object' || reply.json === null) return unclear(reply);
  const listed = listedIn(reply.json, ticket.taskId);
  if (listed === 'not-there') return unclear(reply, { reason: 'the server has no such prompt', isMissing: true });
  if (listed !== undefined) return listed.runs ? { state: 'running' } : { state: 'queued', queuePlace: listed.queuePlace };
  if (!(ticket.taskId in reply.json)) return { state: 'ask', next: { method: 'GET', url: `${setting.baseUrl}/queue` } };
  const entry = Entry.safeParse((reply.json as Record<string, unknown>)[ticket.taskId]);
  return entry.success ? readEntry(entry.data, ticket, setting) : unclear(reply, { reason: 'the history cannot be read' });
}
