import { z } from 'zod';
import { drawPlacard, type Made } from '../media/placard.ts';
import { pngOf } from '../media/png.ts';
import { type Call, type Desk, type Protocol, type Reply, type Route, route } from '../server/protocol.ts';
import type { Task } from '../server/task-queue.ts';
import { Graph, graphErrors, madeBy, outputNodes } from './comfyui-graph.ts';
import { paintedBy } from './comfyui-masks.ts';
import { nodeKinds, objectInfo } from './comfyui-nodes.ts';
import { errorData, openTalk } from './comfyui-talk.ts';

const Prompt = z.strictObject({
  prompt: Graph,
  client_id: z.string().optional(),
  prompt_id: z.string().optional(),
  number: z.number().optional(),
  front: z.boolean().optional(),
  extra_data: z.looseObject({}).optional(),
  partial_execution_targets: z.array(z.string()).optional(),
});
/** What is kept of a queued prompt beside its task. */
type Queued = Readonly<{
  number: number;
  graph: Graph;
  extra: unknown;
  clientId: string;
  outputs: readonly string[];
  files: ReadonlyMap<string, number>;
}>;

const refused = (type: string, message: string, details = '', nodeErrors: unknown = {}): Reply => ({
  status: 400,
  json: { error: { type, message, details, extra_info: {} }, node_errors: nodeErrors },
});

/** One ComfyUI: queue and history in memory, one prompt at a time, progress over /ws to the client that asked. Each server has its own. */
export function openComfyui(): Protocol {
  const talk = openTalk();
  const queued = new Map<string, Queued>();
  let workMs = 50;
  let numbers = 0;
  let saved = 0;
  const folder = (desk: Desk) => new Set(desk.uploads.keys());
  const waiting = (desk: Desk) => desk.tasks.all().filter(({ state }) => state === 'queued' || state === 'running').length;

  function submit(call: Call<z.infer<typeof Prompt>>, desk: Desk): Reply {
    const { prompt: graph, client_id: clientId = '', partial_execution_targets: targets } = call.body;
    const stranger = Object.entries(graph).find(([, node]) => !nodeKinds.has(node.class_type));
    if (stranger !== undefined) {
      const [id, { class_type: name }] = stranger;
      return refused('missing_node_type', `Node '${name}' not found. The custom node may not be installed.`, `Node ID '#${id}'`);
    }
    const outputs = outputNodes(graph).filter((id) => targets === undefined || targets.includes(id));
    if (outputs.length === 0) return refused('prompt_no_outputs', 'Prompt has no outputs');
    const errors = graphErrors(graph, { files: folder(desk) });
    if (Object.keys(errors).length > 0) {
      const told = Object.entries(errors).map(([id, each]) => [
        id,
        { errors: each, dependent_outputs: outputs, class_type: graph[id]?.class_type },
      ]);
      return refused('prompt_outputs_failed_validation', 'Prompt outputs failed validation', '', Object.fromEntries(told));
    }
    const number = call.body.number ?? ++numbers;
    const id = call.body.prompt_id ?? desk.id('uuid');
    const painted = new Map(outputs.map((output) => [output, paintedBy(graph, output, desk.uploads)]));
    for (const found of painted.values()) {
      // ComfyUI itself stretches a mask of another size over its picture; here it is refused, because it would paint in the wrong place.
      if (typeof found?.is !== 'string') continue;
      const error = {
        type: 'custom_validation_failed',
        message: 'Custom validation failed for node',
        details: `mask: ${found.is}`,
        extra_info: {},
      };
      const told = { [found.node]: { errors: [error], dependent_outputs: outputs, class_type: graph[found.node]?.class_type } };
      return refused('prompt_outputs_failed_validation', 'Prompt outputs failed validation', '', told);
    }
    const made = outputs.flatMap((output) => {
      const over = painted.get(output)?.is;
      const isPainted = typeof over === 'object';
      return madeBy(graph, output).map((each) => ({
        output,
        each: isPainted ? { ...each, over, widthPx: over.widthPx, heightPx: over.heightPx } : each,
      }));
    });
    const files = new Map(
      made.map(({ output, each }) => [
        `${prefixOf(graph, output)}_${String(++saved).padStart(5, '0')}_.${each.kind === 'video' ? 'mp4' : 'png'}`,
        saved - 1,
      ]),
    );
    const first = saved - made.length;
    queued.set(id, {
      number,
      graph,
      extra: call.body.extra_data ?? {},
      clientId,
      outputs,
      files: new Map([...files].map(([name, index]) => [name, index - first])),
    });
    desk.take(call, {
      id,
      kind: 'prompt',
      model: made[0]?.each.model ?? '',
      usd: 0,
      request: call.body,
      made: made.map(({ each }) => each),
      ...(call.body.prompt_id === undefined ? {} : { clientKey: id }),
    });
    talk.status(waiting(desk));
    return { status: 200, json: { prompt_id: id, number, node_errors: {} } };
  }

  /** Outputs as /history tells them: pictures and core videos under `images`, VideoHelperSuite's under `gifs`. */
  function outputsOf(task: Task, { isOdd = false }: { isOdd?: boolean } = {}): Readonly<Record<string, unknown>> {
    const of = queued.get(task.id) as Queued;
    const names = [...of.files.keys()];
    return Object.fromEntries(
      of.outputs.map((output) => {
        const name = of.graph[output]?.class_type ?? '';
        const own = names
          .filter((each) => each.startsWith(`${prefixOf(of.graph, output)}_`))
          .map((filename) => ({ filename, subfolder: '', type: name === 'PreviewImage' ? 'temp' : 'output' }));
        if (isOdd) return [output, { videos: own }];
        if (name === 'VHS_VideoCombine')
          return [output, { gifs: own.map((each) => ({ ...each, format: 'video/h264-mp4', frame_rate: task.made[0]?.fps })) }];
        return [output, name === 'SaveVideo' ? { images: own, animated: [true] } : { images: own }];
      }),
    );
  }

  const promptOf = (task: Task) => {
    const of = queued.get(task.id) as Queued;
    return [of.number, task.id, of.graph, { ...(of.extra as object), client_id: of.clientId }, of.outputs];
  };

  function historyOf(task: Task, call?: Call): unknown {
    const isOk = task.state === 'succeeded';
    const { id: prompt_id } = task;
    const times = { prompt_id, timestamp: task.endedAtMs };
    const last = isOk
      ? ['execution_success', times]
      : task.state === 'cancelled'
        ? ['execution_interrupted', times]
        : ['execution_error', { ...times, node_id: '3', node_type: 'KSampler', executed: [], ...errorData }];
    return {
      prompt: promptOf(task),
      outputs: isOk ? outputsOf(task, { isOdd: call?.fault === 'result-shape' }) : {},
      status: {
        status_str: call?.fault === 'unknown-status' ? 'archived' : isOk ? 'success' : 'error',
        completed: isOk,
        messages: [['execution_start', { prompt_id, timestamp: task.startedAtMs }], last],
      },
      meta: {},
    };
  }

  const isPast = ({ state, startedAtMs }: Task) =>
    state === 'succeeded' || state === 'failed' || (state === 'cancelled' && startedAtMs !== undefined);
  const history = (call: Call, desk: Desk): Reply => {
    const id = call.params['id'];
    const tasks = id === undefined ? desk.tasks.all() : [desk.tasks.find(id)].filter((task) => task !== undefined);
    return { status: 200, isMap: true, json: Object.fromEntries(tasks.filter(isPast).map((task) => [task.id, historyOf(task, call)])) };
  };

  function upload(call: Call, desk: Desk): Reply | Promise<Reply> {
    const image = call.form?.get('image');
    if (!(image instanceof File)) return { status: 400, text: '' };
    const subfolder = String(call.form?.get('subfolder') ?? '');
    const name =
      call.form?.get('overwrite') === null && desk.uploads.has(image.name) ? image.name.replace(/(\.\w+)?$/, ' (1)$1') : image.name;
    return image.arrayBuffer().then((buffer) => {
      desk.uploads.set(subfolder === '' ? name : `${subfolder}/${name}`, { bytes: new Uint8Array(buffer), mime: image.type });
      return { status: 200, json: { name, subfolder, type: String(call.form?.get('type') ?? 'input') } };
    });
  }

  function view(call: Call, desk: Desk): Reply {
    const name = call.query.get('filename') ?? '';
    const subfolder = call.query.get('subfolder') ?? '';
    if (call.query.get('type') === 'input') {
      const file = desk.uploads.get(subfolder === '' ? name : `${subfolder}/${name}`);
      return file === undefined ? { status: 404 } : { status: 200, bytes: file.bytes, mime: file.mime };
    }
    const task = desk.tasks.all().find(({ id, state }) => state === 'succeeded' && queued.get(id)?.files.has(name));
    const made = task?.made[queued.get(task.id)?.files.get(name) ?? 0];
    return made === undefined ? { status: 404 } : { status: 200, made };
  }

  const kill = (task: Task, desk: Desk) => {
    if (desk.tasks.cancel(task, null) === 'cancelled') desk.strike(task);
  };
  const Kill = z.strictObject({ delete: z.array(z.string()).optional(), clear: z.boolean().optional() });
  const routes: readonly Route[] = [
    route({ stage: 'submit', method: 'POST', path: '/prompt', schema: Prompt, handle: submit }),
    {
      stage: 'other',
      method: 'GET',
      path: '/prompt',
      handle: (_, desk) => ({ status: 200, json: { exec_info: { queue_remaining: waiting(desk) } } }),
    },
    {
      stage: 'poll',
      method: 'GET',
      path: '/queue',
      handle: (_, desk) => {
        const of = (state: Task['state']) =>
          desk.tasks
            .all()
            .filter((task) => task.state === state)
            .map(promptOf);
        return { status: 200, json: { queue_running: of('running'), queue_pending: of('queued') } };
      },
    },
    route({
      stage: 'cancel',
      method: 'POST',
      path: '/queue',
      schema: Kill,
      handle: (call, desk) => {
        const tasks = desk.tasks
          .all()
          .filter(({ id, state }) => state === 'queued' && (call.body.clear === true || call.body.delete?.includes(id)));
        for (const task of tasks) {
          kill(task, desk);
          desk.tasks.remove(task);
        }
        return { status: 200 };
      },
    }),
    route({
      stage: 'cancel',
      method: 'POST',
      path: '/interrupt',
      schema: z.strictObject({ prompt_id: z.string().optional() }).optional(),
      handle: (call, desk) => {
        const running = desk.tasks.all().filter(({ id, state }) => state === 'running' && (call.body?.prompt_id ?? id) === id);
        for (const task of running) kill(task, desk);
        return { status: 200 };
      },
    }),
    { stage: 'poll', method: 'GET', path: '/history', handle: history },
    { stage: 'poll', method: 'GET', path: '/history/{id}', handle: history },
    { stage: 'result', method: 'GET', path: '/view', handle: view },
    { stage: 'other', method: 'POST', path: '/upload/image', handle: upload },
    { stage: 'other', method: 'POST', path: '/upload/mask', handle: upload },
    {
      stage: 'other',
      method: 'GET',
      path: '/object_info',
      handle: (_, desk) => ({
        status: 200,
        json: Object.fromEntries([...nodeKinds.keys()].map((name) => [name, objectInfo(name, { files: [...folder(desk)] })])),
      }),
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/object_info/{name}',
      handle: (call, desk) => {
        const name = call.params['name'] ?? '';
        return { status: 200, json: nodeKinds.has(name) ? { [name]: objectInfo(name, { files: [...folder(desk)] }) } : {} };
      },
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/system_stats',
      handle: () => ({
        status: 200,
        json: { system: { os: 'posix', comfyui_version: '0.0.0-emulated', python_version: 'none', argv: [] }, devices: [] },
      }),
    },
    {
      stage: 'other',
      method: 'GET',
      path: '/features',
      handle: () => ({ status: 200, json: { supports_preview_metadata: false, max_upload_size: 268435456 } }),
    },
    { stage: 'other', method: 'GET', path: '/models/{folder}', handle: () => ({ status: 200, json: ['emulated.safetensors'] }) },
    {
      stage: 'other',
      method: 'POST',
      path: '/free',
      handle: () => ({ status: 200 }),
    },
  ];

  return {
    wire: 'comfyui',
    prefix: '',
    credential: '',
    webhookSecret: '',
    slots: 1,
    faults: [
      ...([
        'accept-then-500',
        'accept-then-hang-up',
        'accept-then-half-reply',
        'hang-up-untaken',
        'slow-submit',
        'fails',
        'forgets',
      ] as const),
      ...(['poll-503', 'poll-hang-up', 'poll-half-body', 'unknown-status', 'extra-fields', 'result-shape'] as const),
      ...(['truncated-result', 'wrong-length', 'html-result'] as const),
    ],
    // A page of another site may not queue prompts on this machine; programs send no Origin.
    authorise: ({ headers }) => {
      const origin = headers['origin'];
      return origin === undefined || (URL.canParse(origin) && new URL(origin).host === headers['host'])
        ? null
        : { why: 'unauthorised', message: 'cross-site' };
    },
    refuse: ({ why, message, at }) => {
      switch (why) {
        case 'bad-request':
          return refused('invalid_prompt', `${[...(at ?? []), message].join(': ')}`);
        case 'unauthorised':
          return { status: 403, text: '' };
        case 'overload':
          return { status: 503, text: 'Service Unavailable' };
        case 'no-route':
        case 'not-found':
          return { status: 404, text: '404: Not Found' };
        default:
          return { status: 500, text: '500 Internal Server Error\n\nServer got itself in trouble' };
      }
    },
    routes: [...routes, ...routes.map((each) => ({ ...each, path: `/api${each.path}` }))],
    onOpen: (options) => {
      workMs = options.workMs ?? 50;
    },
    onChange: (task, desk) => {
      const of = queued.get(task.id);
      if (of === undefined) return;
      const samplerId = Object.keys(of.graph).find((id) => /Sampler$/.test(of.graph[id]?.class_type ?? '')) ?? of.outputs[0] ?? '';
      if (task.state === 'running') {
        const small: Made = { ...(task.made[0] as Made), kind: 'image', widthPx: 320, heightPx: 180 };
        talk.begin(task, {
          clientId: of.clientId,
          samplerId,
          workMs: workMs * 0.8,
          preview: pngOf(drawPlacard(small, { doneRatio: 0.5 }), small),
        });
      } else {
        const state = task.state === 'succeeded' ? 'success' : task.state === 'cancelled' ? 'interrupted' : 'error';
        talk.end(task, { clientId: of.clientId, outputs: state === 'success' ? outputsOf(task) : {}, state, nodeId: samplerId });
      }
      talk.status(waiting(desk));
    },
    onUpgrade: (asked, desk) => {
      if (/^(\/api)?\/ws$/.test(asked.url.pathname)) talk.listen(asked, waiting(desk));
      else asked.socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    },
    onForget: () => {
      queued.clear();
      talk.drop();
    },
    close: () => talk.drop(),
  };
}

function prefixOf(graph: Graph, output: string): string {
  const prefix = graph[output]?.inputs['filename_prefix'];
  return `${typeof prefix === 'string' ? prefix.replace(/.*\//, '') : 'ComfyUI_temp'}_${output}`;
}
