import { Problem } from '@fantascope/client';
import { languageNow } from '../words/use-words.ts';

/** What the server says of a file that it has taken. */
export type TakenFile = Readonly<{ id: string; kind: string; name: string }>;

/** How a file is sent. */
export type SendOptions = Readonly<{ projectId: string; signal: AbortSignal; onSent: (sentBytes: number) => void }>;

/** Up to here a file goes in one piece; longer ones go on after a broken line. */
const WHOLE_BYTES = 8 * 2 ** 20;
const PIECE_BYTES = 8 * 2 ** 20;
const kept = 'fantascope.uploads';

type Reply = Readonly<{ status: number; text: string; header: (name: string) => string | null }>;
type Ask = Readonly<{
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: Blob;
  signal: AbortSignal;
  onSent?: (bytes: number) => void;
}>;

/** One request. XMLHttpRequest, since fetch does not tell how much of a body has gone. Throws TypeError where the server does not answer. */
function ask({ method, url, headers, body, signal, onSent }: Ask): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open(method, url);
    for (const [name, value] of Object.entries({ 'accept-language': languageNow(), ...headers })) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onSent?.(loaded);
    request.onload = () =>
      resolve({ status: request.status, text: request.responseText, header: (name) => request.getResponseHeader(name) });
    request.onerror = () => reject(new TypeError('no answer'));
    request.onabort = () => reject(new DOMException('called off', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    if (signal.aborted) return reject(new DOMException('called off', 'AbortError'));
    signal.addEventListener('abort', stop);
    request.send(body ?? null);
  });
}

function taken({ status, text }: Reply): TakenFile {
  const said = readJson(text);
  if (status < 300 && said !== null && typeof said['id'] === 'string') return said as TakenFile;
  throw problemIn({ status, said });
}

function problemIn({ status, said }: Readonly<{ status: number; said: Readonly<Record<string, unknown>> | null }>): Problem {
  if (said !== null && typeof said['code'] === 'string') return new Problem(said as ConstructorParameters<typeof Problem>[0]);
  return new Problem({ code: 'client.no-problem', status, detail: `HTTP ${status}`, retry: status >= 500 ? 'later' : 'never' });
}

function readJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

/** Sends one file; the same bytes sent twice are one asset. Throws Problem, TypeError where no answer comes, AbortError where it is called off. */
export async function sendFile(file: File, options: SendOptions): Promise<TakenFile> {
  const base = `/api/v1/projects/${options.projectId}`;
  if (file.size > WHOLE_BYTES) return sendInPieces(file, base, options);
  const { signal, onSent } = options;
  return taken(
    await ask({ method: 'PUT', url: `${base}/files/${encodeURIComponent(file.name)}`, headers: {}, body: file, signal, onSent }),
  );
}

const tus = { 'tus-resumable': '1.0.0' } as const;

/** Where the upload of a file stands on the server, kept in this browser so that the file can be chosen again after a crash. */
const placeOf = (file: File, base: string) => `${base}|${file.name}|${file.size}|${file.lastModified}`;
const places = () => (readJson(localStorage.getItem(kept) ?? '{}') ?? {}) as Readonly<Record<string, string>>;
function remember(place: string, url: string | null): void {
  const { [place]: _, ...rest } = places();
  localStorage.setItem(kept, JSON.stringify(url === null ? rest : { ...rest, [place]: url }));
}

/** tus 1.0: creation, then pieces from where the server stands. */
async function sendInPieces(file: File, base: string, { signal, onSent }: SendOptions): Promise<TakenFile> {
  const place = placeOf(file, base);
  let { url, offset } = await begunOf(places()[place] ?? null, signal);
  if (url === null) {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
    const headers = { ...tus, 'upload-length': String(file.size), 'upload-metadata': `filename ${name}` };
    const made = await ask({ method: 'POST', url: `${base}/uploads`, headers, signal });
    const location = made.header('location');
    if (made.status !== 201 || location === null) throw problemIn({ status: made.status, said: readJson(made.text) });
    [url, offset] = [location, 0];
    remember(place, url);
  }
  for (;;) {
    onSent(offset);
    const piece = file.slice(offset, offset + PIECE_BYTES);
    const from = offset;
    const reply = await ask({
      method: 'PATCH',
      url,
      headers: { ...tus, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      body: piece,
      signal,
      onSent: (bytes) => onSent(from + bytes),
    });
    if (reply.status !== 204) {
      // What the server has dropped is not gone on with; after anything else its bytes are still there.
      const said = readJson(reply.text);
      if (reply.status < 300 || said?.['retry'] === 'never') remember(place, null);
      return taken(reply);
    }
    offset = Number(reply.header('upload-offset') ?? from + piece.size);
  }
}

/** How far an upload is on the server; a url of null where it is no longer there. */
async function begunOf(url: string | null, signal: AbortSignal): Promise<Readonly<{ url: string | null; offset: number }>> {
  if (url === null) return { url, offset: 0 };
  const reply = await ask({ method: 'HEAD', url, headers: tus, signal });
  const offset = Number(reply.header('upload-offset') ?? Number.NaN);
  return reply.status < 300 && Number.isFinite(offset) ? { url, offset } : { url: null, offset: 0 };
}

/** Drops the beginning of a file that was called off, so that it does not lie on the server for a day. */
export function forgetFile(file: File, projectId: string): void {
  const place = placeOf(file, `/api/v1/projects/${projectId}`);
  const url = places()[place];
  if (url === undefined) return;
  remember(place, null);
  void fetch(url, { method: 'DELETE', headers: tus }).catch(() => undefined);
}
