import { Problem } from '@fantascope/client';

/** What the server tells while it lifts a picture: steps, a quick scene, what was done, the full scene. */
export type SceneNews =
  | Readonly<{ kind: 'step'; step: string; method?: string }>
  | Readonly<{ kind: 'scene'; detail: 'quick' | 'full'; bytes: ArrayBuffer }>
  | Readonly<{ kind: 'report'; report: SceneReport }>;

/** How a scene was made, and what is to be said of it. */
export type SceneReport = Readonly<{
  methods: Readonly<Record<string, string>>;
  notices: readonly Readonly<{ code: string; en: string; zh: string }>[];
  cached?: boolean;
  ms?: number;
}>;

const kinds = { 1: 'step', 2: 'quick', 3: 'full', 4: 'report', 5: 'fault' } as const;

/** How a picture is lifted: how depth is found, layers that come nearer, a painted brush. */
export type SceneAsked = Readonly<{
  assetId: string;
  depth?: string;
  nearer?: unknown;
  brush?: string;
  language: string;
  signal: AbortSignal;
}>;

/** Lifts a picture on the server and tells how far it is. Throws Problem with the server's sentence. */
export async function* liftOnServer({ assetId, depth, nearer, brush, language, signal }: SceneAsked): AsyncGenerator<SceneNews> {
  const query = new URLSearchParams();
  if (depth !== undefined) query.set('depth', depth);
  if (nearer !== undefined) query.set('nearer', JSON.stringify(nearer));
  if (brush !== undefined) query.set('brush', brush);
  const text = query.toString();
  const reply = await fetch(`/api/v1/assets/${assetId}/scene${text === '' ? '' : `?${text}`}`, {
    headers: { 'accept-language': language },
    signal,
  });
  if (!reply.ok || reply.body === null) throw problemOf((await reply.json().catch(() => null)) as object | null, reply.status);
  for await (const { kind, payload } of messagesOf(reply.body)) {
    if (kind === 'quick' || kind === 'full') yield { kind: 'scene', detail: kind, bytes: payload.buffer as ArrayBuffer };
    else {
      const told = JSON.parse(new TextDecoder().decode(payload)) as object;
      if (kind === 'fault') throw problemOf(told, 500);
      if (kind === 'step') yield { kind, ...(told as { step: string }) };
      else yield { kind, report: told as SceneReport };
    }
  }
}

function problemOf(told: object | null, status: number): Problem {
  if (told !== null && 'code' in told) return new Problem({ status, ...(told as { code: string; detail: string }) });
  return new Problem({ code: 'client.no-problem', status, detail: `HTTP ${status}` });
}

async function* messagesOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Readonly<{ kind: (typeof kinds)[keyof typeof kinds]; payload: Uint8Array }>> {
  const reader = body.getReader();
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const take = async (bytes: number): Promise<Uint8Array | null> => {
    while (heldBytes < bytes) {
      const { done, value } = await reader.read();
      if (done) return null;
      held.push(value);
      heldBytes += value.length;
    }
    const taken = new Uint8Array(bytes);
    for (let at = 0; at < bytes; ) {
      const first = held[0] as Uint8Array;
      const part = first.subarray(0, bytes - at);
      taken.set(part, at);
      at += part.length;
      held = part.length === first.length ? held.slice(1) : [first.subarray(part.length), ...held.slice(1)];
    }
    heldBytes -= bytes;
    return taken;
  };
  for (;;) {
    const head = await take(5);
    if (head === null) return;
    const payload = await take(new DataView(head.buffer).getUint32(1));
    const kind = kinds[head[0] as keyof typeof kinds];
    if (payload === null || kind === undefined) throw new TypeError('the stream of the scene ended early');
    yield { kind, payload };
  }
}
