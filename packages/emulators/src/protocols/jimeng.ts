import { frameShape } from '../media/frame-shape.ts';
import { givenRatio } from '../media/given-picture.ts';
import type { Made } from '../media/placard.ts';
import { type Call, type Desk, type Protocol, type Refusal, type Reply, route } from '../server/protocol.ts';
import { usualFaults } from '../server/usual-faults.ts';
import { volcProblem } from '../server/volc-v4.ts';
import { JimengCancel, JimengQuery, JimengSubmit } from './jimeng-bodies.ts';

const accessKey = 'emulated-access';
const secretKey = 'emulated-secret';
const version = '2022-08-31';

/** HTTP status, code and message of what the capability itself refuses: the page's table of errors; 50200 and 50400 are unverified. */
const codes: Partial<Readonly<Record<Refusal['why'], readonly [number, number, string]>>> = {
  'bad-request': [400, 50200, 'Parameter Error'],
  conflict: [400, 50400, 'Task Is Not In Queue'],
  content: [400, 50412, 'Text Risk Not Pass'],
  rate: [429, 50429, 'Request Has Reached API Limit, Please Try Later'],
  concurrency: [429, 50430, 'Request Has Reached API Concurrent Limit, Please Try Later'],
  internal: [500, 50500, 'Internal Error'],
};
/** What Volcengine's gateway says before the capability is asked: its common errors; the numbers are unverified. */
const gateway: Readonly<Record<string, readonly [number, number, string]>> = {
  empty: [401, 100003, 'MissingAuthenticationToken'],
  form: [401, 100004, 'InvalidAuthorization'],
  key: [401, 100009, 'InvalidAccessKey'],
  signature: [401, 100010, 'SignatureDoesNotMatch'],
  expired: [401, 100006, 'InvalidTimestamp'],
  'no-route': [404, 100008, 'InvalidActionOrVersion'],
  overload: [503, 100015, 'ServiceUnavailableTemporarily'],
};

const said = (data: unknown, desk: Desk): Reply => ({
  status: 200,
  json: { code: 10000, data, message: 'Success', request_id: desk.id('hex').toUpperCase(), status: 10000, time_elapsed: '104.852309ms' },
});
const problem = ([status, code, message]: readonly [number, number, string], detail = ''): Reply => ({
  status,
  json: {
    code,
    data: null,
    message: detail === '' ? message : `${message}: ${detail}`,
    request_id: 'EMULATED',
    status: code,
    time_elapsed: '5.1ms',
  },
});

/** What a body asks for. Every clip is 24 frames a second, plus the first: 121 frames are five seconds. */
function madeFrom(body: JimengSubmit): Made {
  const said = { wire: 'jimeng', model: body.req_key, prompt: body.prompt };
  if (body.req_key === 'jimeng_t2i_v40') {
    const side = Math.round(Math.sqrt(body.size ?? 2048 ** 2));
    return { ...said, kind: 'image', camera: '', widthPx: body.width ?? side, heightPx: body.height ?? side, lengthSec: 0, fps: 0 };
  }
  const first = 'binary_data_base64' in body ? body.binary_data_base64?.[0] : undefined;
  return {
    ...said,
    kind: 'video',
    camera: 'template_id' in body ? `${body.template_id} ${body.camera_strength}` : '',
    ...frameShape({
      className: /1080|pro$/.test(body.req_key) ? '1080p' : '720p',
      ratio: ('aspect_ratio' in body ? body.aspect_ratio : undefined) ?? givenRatio(first),
    }),
    lengthSec: (body.frames ?? 121) / 24,
    fps: 24,
  };
}

function submitted(call: Call<JimengSubmit>, desk: Desk): Reply {
  const made = madeFrom(call.body);
  // Yuan a clip or a picture, from the same copies, at seven to the dollar; a clip of ten seconds counts twice.
  const yuan = made.kind === 'image' ? 0.2 : (made.heightPx * made.widthPx > 1280 * 720 ? 0.8 : 0.4) * (made.lengthSec > 6 ? 2 : 1);
  const task = desk.take(call, {
    id: desk.id('digits'),
    kind: made.model,
    model: made.model,
    usd: yuan / 7,
    request: call.body,
    made: [made],
  });
  return said({ task_id: task.id }, desk);
}

function optionsOf({ req_json: text = '{}' }: JimengQuery): Readonly<Record<string, unknown>> | undefined {
  try {
    const read = JSON.parse(text) as unknown;
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined;
  } catch {
    // Refused below, by the one who asked.
    return undefined;
  }
}

async function told(call: Call<JimengQuery>, desk: Desk): Promise<Reply> {
  const options = optionsOf(call.body);
  if (options === undefined) return desk.refuse({ why: 'bad-request', message: 'not JSON', at: ['req_json'] });
  const task = desk.tasks.find(call.body.task_id);
  if (task === undefined || task.kind !== call.body.req_key) return said({ status: 'not_found' }, desk);
  const { state } = desk.look(call, task);
  switch (state) {
    case 'queued':
      return said({ status: 'in_queue', video_url: '' }, desk);
    case 'running':
      return said({ status: 'generating', video_url: '' }, desk);
    case 'unheard':
      return said({ status: 'reviewing', video_url: '' }, desk);
    case 'cancelled':
      return said({ status: 'not_found' }, desk);
    case 'failed':
      if (task.ending === 'expires') return said({ status: 'expired' }, desk);
      // The page knows no word for failure: a take that failed is told as an error of the question after it, every time.
      return task.ending === 'content-refused'
        ? problem([400, 50516, 'Post Video Risk Not Pass'])
        : problem([500, 50501, 'Internal RPC Error']);
    case 'succeeded': {
      const [made] = task.made as readonly [Made];
      if (made.kind === 'video') return said({ aigc_meta_tagged: false, status: 'done', video_url: desk.fileUrl(task) }, desk);
      // Addresses only for those who ask for them.
      const url = options['return_url'] === true ? desk.fileUrl(task) : undefined;
      const bytes = url === undefined ? await desk.bytesOf(made) : undefined;
      const data = bytes === undefined ? null : [Buffer.from(bytes).toString('base64')];
      return said({ status: 'done', image_urls: url === undefined ? null : [url], binary_data_base64: data }, desk);
    }
    default:
      return state satisfies never;
  }
}

/** Jimeng's visual API at Volcengine: one address, the action in the query, requests signed with an access key, no client key, no webhook. */
export const jimeng: Protocol = {
  wire: 'jimeng',
  prefix: '',
  credential: `${accessKey}:${secretKey}`,
  webhookSecret: '',
  contentRefusedAt: 'end',
  faults: [
    ...usualFaults.post,
    ...(['concurrency-limit', 'fails', 'expires', 'content-refused', 'forgets'] as const),
    ...usualFaults.asked,
    ...(['unknown-status', 'extra-fields'] as const),
    ...usualFaults.result,
    ...(['late-cancel', 'cancel-ignored'] as const),
  ],
  authorise: (call, { nowMs }) => {
    const found = volcProblem(call, { accessKey, secretKey, nowMs });
    return found === null ? null : { why: 'unauthorised', message: found };
  },
  refuse: ({ why, message, at }) => {
    const place = at === undefined || at.length === 0 ? '' : `${at.join('.')}: `;
    const known = codes[why];
    if (known !== undefined) return problem(known, why === 'bad-request' ? `${place}${message}` : '');
    const [status, number, code] = gateway[why === 'unauthorised' ? message : why] ?? [404, 100007, 'ServiceNotFound'];
    const error = { CodeN: number, Code: code, Message: message };
    return {
      status,
      json: { ResponseMetadata: { RequestId: 'EMULATED', Service: 'cv', Region: 'cn-north-1', Version: version, Error: error } },
    };
  },
  routes: [
    route({
      stage: 'submit',
      method: 'POST',
      path: '/',
      query: { Action: 'CVSync2AsyncSubmitTask', Version: version },
      schema: JimengSubmit,
      handle: submitted,
    }),
    route({
      stage: 'poll',
      method: 'POST',
      path: '/',
      query: { Action: 'CVSync2AsyncGetResult', Version: version },
      schema: JimengQuery,
      handle: told,
    }),
    route({
      stage: 'cancel',
      method: 'POST',
      path: '/',
      query: { Action: 'CVCancelTask', Version: version },
      schema: JimengCancel,
      handle: (call, desk) => {
        const task = desk.tasks.find(call.body.task_id);
        if (task === undefined) return said({ status: 'not_found' }, desk);
        const isLate = call.fault === null && task.state === 'running';
        if (isLate || desk.tasks.cancel(task, call.fault) === 'too-late') return desk.refuse({ why: 'conflict', message: task.state });
        if (call.fault === null) desk.strike(task);
        return said(null, desk);
      },
    }),
  ],
};
