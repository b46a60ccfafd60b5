import { z } from 'zod';
import type { Charge, HttpReply, Progress, ResultFile, SubmitOutcome, Ticket } from '../../wire.ts';
import { notAccepted, problemOf, unclear, withoutFile } from '../outcome-of.ts';
import { taskStatus } from '../task-status.ts';

const id = z.union([z.string().min(1), z.number()]).transform(String);
const File = z.looseObject({ id: z.string().optional(), url: z.string(), duration: z.string().optional() });
const Task = z.looseObject({
  task_id: id,
  task_status: z.string().optional(),
  task_status_msg: z.string().nullish(),
  task_info: z.looseObject({ external_task_id: z.string().nullish() }).nullish(),
  task_result: z.looseObject({ videos: z.array(File).nullish(), images: z.array(File).nullish() }).nullish(),
  final_unit_deduction: z.union([z.string(), z.number()]).nullish(),
  created_at: z.number().optional(),
});
const Envelope = z.looseObject({ code: z.number(), message: z.string().nullish(), data: z.unknown().optional() });

/** Kling keeps results for thirty days. */
const lifeSec = 30 * 86400;
// 1302 rate, 1303 tasks at once: wait. 1304 (address not allowed), 1100-1102 (account, debt, pack): a person must act.
const laterCodes = [1302, 1303];

function toldBy(reply: HttpReply): { code: string; message: string; isRetryLater: boolean } | undefined {
  const envelope = Envelope.safeParse(reply.json);
  if (!envelope.success || envelope.data.code === 0) return undefined;
  const { code, message } = envelope.data;
  return { code: String(code), message: message ?? '', isRetryLater: laterCodes.includes(code) };
}

/** The task of a reply that holds one. */
export function klingTask(json: unknown): z.infer<typeof Task> | undefined {
  const envelope = Envelope.safeParse(json);
  const task = Task.safeParse(envelope.success ? envelope.data.data : undefined);
  return envelope.success && envelope.data.code === 0 && task.success ? task.data : undefined;
}

/** The tasks of a list reply; undefined where it is none. */
export function klingTasks(json: unknown): readonly z.infer<typeof Task>[] | undefined {
  const envelope = Envelope.safeParse(json);
  const tasks = z.array(Task).safeParse(envelope.success ? envelope.data.data : undefined);
  return envelope.success && envelope.data.code === 0 && tasks.success ? tasks.data : undefined;
}

export function readKlingSubmit(reply: HttpReply, kind: string): SubmitOutcome {
  const task = reply.status < 300 ? klingTask(reply.json) : undefined;
  if (task !== undefined) return { outcome: 'accepted', ticket: klingTicket(task, kind) };
  const told = toldBy(reply);
  // An error inside a 200 is a refusal, but for Kling's own failures (5000 and up), after which a task may exist.
  if (reply.status < 300 && told !== undefined && Number(told.code) < 5000) return { outcome: 'refused', problem: problemOf(reply, told) };
  return notAccepted(reply, told);
}

export function klingTicket(task: z.infer<typeof Task>, kind: string): Ticket {
  return { wire: 'kling-v1', taskId: task.task_id, kind, ...(task.created_at === undefined ? {} : { submittedAtMs: task.created_at }) };
}

/** Whether the reply is Kling's own "no such resource" (1202, 1203), which is not a proxy's 404. */
export function isKlingMissing(reply: HttpReply): boolean {
  return ['1202', '1203'].includes(toldBy(reply)?.code ?? '');
}

export function readKlingProgress(reply: HttpReply): Progress {
  const task = klingTask(reply.json);
  if (task === undefined || reply.status >= 300) {
    const told = toldBy(reply);
    return unclear(reply, {
      ...(told === undefined ? {} : { reason: `Kling ${told.code}: ${told.message}` }),
      isMissing: isKlingMissing(reply),
    });
  }
  const { status, warning } = taskStatus(task.task_status ?? 'submitted');
  const units = Number(task.final_unit_deduction ?? Number.NaN);
  const charge: Charge | undefined = Number.isFinite(units) ? { amount: units, unit: 'units' } : undefined;
  const cost = charge === undefined ? {} : { charge };
  if (status === 'queued' || status === 'running') return { state: status, ...(warning === undefined ? {} : { warning }) };
  if (status !== 'succeeded') {
    const message = task.task_status_msg ?? '';
    return { state: status, problem: { code: `task-${status}`, message, isRetryLater: false }, ...cost };
  }
  const files: ResultFile[] = [
    ...(task.task_result?.videos ?? []).map((video) => fileOf(video, 'video')),
    ...(task.task_result?.images ?? []).map((image) => fileOf(image, 'image')),
  ];
  if (files.length > 0) return { state: 'succeeded', files, ...cost };
  return withoutFile(reply, { provider: 'Kling', ...cost });
}

function fileOf(file: z.infer<typeof File>, kind: 'video' | 'image'): ResultFile {
  const lengthSec = Number(file.duration ?? Number.NaN);
  return { url: file.url, kind, expiresInSec: lifeSec, ...(Number.isFinite(lengthSec) ? { lengthSec } : {}) };
}

/** The task a callback speaks of; Kling v1 signs nothing, so the body is only a hint to ask. */
export function readKlingCallback(json: unknown): Readonly<{ taskId: string; clientKey?: string }> | null {
  const task = Task.safeParse(json);
  if (!task.success) return null;
  const key = task.data.task_info?.external_task_id;
  return { taskId: task.data.task_id, ...(key === undefined || key === null || key === '' ? {} : { clientKey: key }) };
}
