import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Task } from '../server/task-queue.ts';
import { acceptWebSocket, type WebSocketPeer } from '../server/web-socket.ts';

/** The web sockets of one ComfyUI: who listens, and what they hear while a prompt runs. */
export type Talk = Readonly<{
  listen: (asked: Readonly<{ request: IncomingMessage; socket: Duplex; url: URL }>, waiting: number) => void;
  /** To everybody: how many prompts wait. */
  status: (waiting: number) => void;
  /** To the client that queued it: the prompt begins, and its steps follow over `workMs`. */
  begin: (task: Task, told: Readonly<{ clientId: string; samplerId: string; workMs: number; preview: Uint8Array }>) => void;
  end: (
    task: Task,
    told: Readonly<{
      clientId: string;
      outputs: Readonly<Record<string, unknown>>;
      state: 'success' | 'error' | 'interrupted';
      nodeId: string;
    }>,
  ) => void;
  /** Everybody is cut off without a word, as when the server dies. */
  drop: () => void;
}>;

const steps = 8;

/** Opens the talk; `close` in `drop` ends its timers, too. */
export function openTalk(): Talk {
  const peers = new Map<string, WebSocketPeer>();
  const timers = new Map<string, NodeJS.Timeout[]>();
  const say = (clientId: string, type: string, data: unknown) => peers.get(clientId)?.sendText(JSON.stringify({ type, data }));
  const statusData = (waiting: number) => ({ status: { exec_info: { queue_remaining: waiting } } });
  const said = new Map<string, number>();
  const steppers = new Map<string, (value: number) => void>();
  const quiet = (id: string) => {
    for (const timer of timers.get(id) ?? []) clearTimeout(timer);
    timers.delete(id);
  };
  return {
    listen: ({ request, socket, url }, waiting) => {
      const sid = url.searchParams.get('clientId') || randomUUID().replaceAll('-', '');
      const peer = acceptWebSocket({ request, socket }, { onClose: () => peers.get(sid) === peer && peers.delete(sid) });
      if (peer === undefined) return;
      peers.set(sid, peer);
      say(sid, 'status', { ...statusData(waiting), sid });
    },
    status: (waiting) => {
      for (const sid of peers.keys()) say(sid, 'status', statusData(waiting));
    },
    begin: (task, { clientId, samplerId, workMs, preview }) => {
      const prompt_id = task.id;
      say(clientId, 'execution_start', { prompt_id, timestamp: Date.now() });
      say(clientId, 'execution_cached', { nodes: [], prompt_id, timestamp: Date.now() });
      say(clientId, 'executing', { node: samplerId, display_node: samplerId, prompt_id });
      const step = (value: number) => {
        said.set(task.id, value);
        say(clientId, 'progress', { value, max: steps, prompt_id, node: samplerId });
        const node = { value, max: steps, state: 'running', node_id: samplerId, prompt_id };
        say(clientId, 'progress_state', { prompt_id, nodes: { [samplerId]: node } });
        if (value === steps / 2) peers.get(clientId)?.sendBytes(previewFrame(preview));
      };
      steppers.set(task.id, step);
      const all = Array.from({ length: steps }, (_, index) => setTimeout(() => step(index + 1), (workMs * (index + 1)) / (steps + 1)));
      timers.set(task.id, all);
    },
    end: (task, { clientId, outputs, state, nodeId }) => {
      quiet(task.id);
      const prompt_id = task.id;
      if (state === 'success') {
        // A busy machine runs timers late; a sampler always ends at its last step.
        for (let value = (said.get(task.id) ?? 0) + 1; value <= steps; value++) {
          steppers.get(task.id)?.(value);
        }
        for (const [node, output] of Object.entries(outputs)) say(clientId, 'executed', { node, display_node: node, output, prompt_id });
        say(clientId, 'execution_success', { prompt_id, timestamp: Date.now() });
      } else if (state === 'interrupted')
        say(clientId, 'execution_interrupted', { prompt_id, node_id: nodeId, node_type: 'KSampler', executed: [] });
      else say(clientId, 'execution_error', { prompt_id, node_id: nodeId, node_type: 'KSampler', executed: [], ...errorData });
      say(clientId, 'executing', { node: null, prompt_id });
    },
    drop: () => {
      for (const id of timers.keys()) quiet(id);
      for (const peer of peers.values()) peer.close({ isRude: true });
      peers.clear();
    },
  };
}

/** What an emulated failure says of itself. */
export const errorData = {
  exception_message: 'emulated: Allocation on device',
  exception_type: 'torch.OutOfMemoryError',
  traceback: ['emulated'],
  current_inputs: {},
  current_outputs: [],
} as const;

/** A preview as ComfyUI sends it: 1 (preview), 2 (PNG), both 32 bits, then the picture. */
function previewFrame(png: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(1, 0);
  head.writeUInt32BE(2, 4);
  return Buffer.concat([head, png]);
}
