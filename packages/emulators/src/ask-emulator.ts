import type { Emulator } from './emulator.ts';

/** A reply as tests read it; `url` is where it came from. */
export type Answer = Readonly<{
  url: string;
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
  text: string;
  bytes: Uint8Array;
}>;

/** Plain fetch for tests: `path` below the base URL or a whole URL, `json` as the body. */
export async function askEmulator(
  { baseUrl }: Emulator,
  {
    method = 'GET',
    path,
    json,
    headers = {},
    body,
  }: { method?: string; path: string; json?: unknown; headers?: Readonly<Record<string, string>>; body?: FormData | string | Uint8Array },
): Promise<Answer> {
  const sent = json === undefined ? body : JSON.stringify(json);
  const reply = await fetch(path.startsWith('http') ? path : `${baseUrl}${path}`, {
    method,
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const text = Buffer.from(bytes).toString('utf8');
  return { url: reply.url, status: reply.status, headers: reply.headers, json: jsonOf(text), text, bytes };
}

/** Asks until `isDone`, every few milliseconds, at most two hundred times. */
export async function askUntil(ask: () => Promise<Answer>, isDone: (answer: Answer) => boolean): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (isDone(answer) || tries === 200) return answer;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The value at a dotted path of JSON; undefined where there is none. */
export function at(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined),
      json,
    );
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // A test that expected JSON fails on what it looks for.
    return {};
  }
}
