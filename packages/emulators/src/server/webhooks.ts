import type { Draws } from './draws.ts';
import type { Desk, Hook, Protocol } from './protocol.ts';
import type { Task } from './task-queue.ts';

/** Posts what a protocol tells by webhook, to this machine only, with the faults of webhooks. */
export type Webhooks = Readonly<{
  /** Queues the news; `task` may have no address. */
  tell: (task: Task, event: 'start' | 'end') => void;
  /** Tells the end before it came, and waits until it was heard. */
  tellFirst: (task: Task) => Promise<void>;
  close: () => Promise<void>;
}>;

function isThisMachine(url: string): boolean {
  return URL.canParse(url) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

/** The webhooks of one server. A receiver that answers badly is told twice more. */
export function openWebhooks({ protocol, desk, draws }: { protocol: Protocol; desk: () => Desk; draws: Draws }): Webhooks {
  const ending = new AbortController();
  const under = new Set<Promise<unknown>>();
  const held = new Map<Task, Hook>();
  const trusted = new Map<string, Promise<boolean>>();
  const post = async (url: string, hook: Hook, tries = 3): Promise<Response | undefined> => {
    for (let attempt = 0; attempt < tries && !ending.signal.aborted; attempt++) {
      try {
        const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(5000)]);
        const headers = { 'content-type': 'application/json', ...hook.headers };
        const reply = await fetch(url, { method: 'POST', headers, body: hook.body, redirect: 'manual', signal });
        const read = new Response(await reply.arrayBuffer(), { status: reply.status });
        if (reply.ok) return read;
      } catch {
        // A deaf receiver is told again; providers do the same.
      }
    }
    return undefined;
  };
  const believes = (url: string): Promise<boolean> => {
    const known = trusted.get(url);
    if (known !== undefined || protocol.challenge === undefined) return known ?? Promise.resolve(true);
    const { body, isAnswered } = protocol.challenge(desk().id('hex'));
    const asking = post(url, { body: JSON.stringify(body), headers: {} }, 1).then(
      async (reply) => reply !== undefined && isAnswered(await reply.json().catch(() => undefined)),
    );
    trusted.set(url, asking);
    return asking;
  };
  const send = async (task: Task, event: 'start' | 'end'): Promise<void> => {
    const url = task.webhookUrl;
    if (protocol.hook === undefined || url === undefined || !isThisMachine(url)) return;
    const write = (isForged: boolean) => protocol.hook?.({ task, event, nowSec: Math.floor(Date.now() / 1000), isForged }, desk()) ?? null;
    const hook = write(false);
    if (hook === null || !(await believes(url))) return;
    const fault = event === 'end' ? draws.draw('webhook') : null;
    if (fault !== null) draws.meet(fault, url);
    const late = held.get(task);
    held.delete(task);
    switch (fault) {
      case 'webhook-lost':
        return;
      case 'webhook-forged': {
        const forged = write(true);
        if (forged !== null) await post(url, forged, 1);
        break;
      }
      case 'webhook-disorder':
        await post(url, hook);
        if (late !== undefined) await post(url, late);
        return;
      default:
    }
    // The start is kept back until the end is known, so that disorder can turn them round.
    if (event === 'start') {
      held.set(task, hook);
      return;
    }
    if (late !== undefined) await post(url, late);
    await post(url, hook);
    if (fault === 'webhook-twice') await post(url, hook);
  };
  const keep = <T>(work: Promise<T>): Promise<T> => {
    under.add(work);
    void work.finally(() => under.delete(work)).catch(() => undefined);
    return work;
  };
  const first = new Set<Task>();
  return {
    tell: (task, event) => {
      if (!first.has(task)) void keep(send(task, event));
    },
    tellFirst: async (task) => {
      first.add(task);
      await keep(send({ ...task, state: 'succeeded', endedAtMs: Date.now(), startedAtMs: Date.now() }, 'end'));
    },
    close: async () => {
      ending.abort();
      await Promise.allSettled(under);
    },
  };
}
