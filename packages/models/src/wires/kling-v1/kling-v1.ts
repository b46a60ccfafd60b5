import type { Wire } from '../../wire.ts';
import { isOurWebhook, webhookJson } from '../our-webhook.ts';
import { klingToken } from '../signing/jwt.ts';
import { isKlingMissing, klingTask, klingTasks, klingTicket, readKlingCallback, readKlingProgress, readKlingSubmit } from './reply.ts';
import { klingRoute, klingSubmission } from './request.ts';

// Tasks made before ours cannot be ours; clocks differ by less than this.
const clockSlackMs = 60_000;

/** Kling's /v1 generation: camera control, masks, end frame, extension. A take is found by `external_task_id`. */
export const klingV1: Wire = {
  name: 'kling-v1',
  auth: 'signed',
  // "ACCESS:SECRET" is the older pair, signed anew for each request (a token lives half an hour); anything else is an API key.
  authorize: (credential, { nowSec }) => {
    const colon = credential.indexOf(':');
    const pair = { accessKey: credential.slice(0, colon), secretKey: credential.slice(colon + 1), nowSec };
    return { authorization: `Bearer ${colon < 0 ? credential : klingToken(pair)}` };
  },
  submit: klingSubmission,
  readSubmit: (reply, request, setting) => readKlingSubmit(reply, klingRoute(request, setting)),
  poll: ({ kind, taskId }, { baseUrl }) => ({
    method: 'GET',
    url: `${baseUrl}/v1/${kind ?? 'videos/text2video'}/${encodeURIComponent(taskId)}`,
  }),
  readProgress: (reply) => readKlingProgress(reply),
  ticketOf: (taskId, request, setting) => ({ wire: 'kling-v1', taskId, kind: klingRoute(request, setting) }),
  find: {
    request: ({ clientKey, request }, setting) => {
      const route = klingRoute(request, setting);
      const path = `${setting.baseUrl}/v1/${route}`;
      const byKey = hasKey(route) && request.clientKey === clientKey;
      return { method: 'GET', url: byKey ? `${path}/${encodeURIComponent(clientKey)}` : `${path}?pageNum=1&pageSize=500` };
    },
    read: (reply, { clientKey, sentAtMs, request }, setting) => {
      const kind = klingRoute(request, setting);
      if (isKlingMissing(reply)) return 'none';
      const task = klingTask(reply.json);
      if (task !== undefined) return task.task_info?.external_task_id === clientKey ? { found: klingTicket(task, kind) } : 'maybe';
      const tasks = klingTasks(reply.json);
      if (tasks === undefined) return 'unclear';
      const named = tasks.find((each) => each.task_info?.external_task_id === clientKey);
      if (named !== undefined) return { found: klingTicket(named, kind) };
      const unnamed = tasks.filter((each) => (each.task_info?.external_task_id ?? '') === '');
      const since = unnamed.filter((each) => (each.created_at ?? Number.POSITIVE_INFINITY) >= sentAtMs - clockSlackMs);
      return since.length === 0 ? 'none' : 'maybe';
    },
  },
  webhook: {
    read: (call) => {
      const told = isOurWebhook(call) ? readKlingCallback(webhookJson(call.body)) : null;
      const key = call.query?.['k'];
      return told === null || key === undefined ? told : { clientKey: key, ...told };
    },
  },
};

const hasKey = (route: string) => route !== 'videos/video-extend' && route !== 'videos/lip-sync';
