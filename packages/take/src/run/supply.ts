import { Fault } from '@fantascope/film';
import { type FileWay, fileWays, type MediaRef, openFileWays, type TakeRequest } from '@fantascope/models';
import type { Bringing } from './bringing.ts';
import type { Supplied } from './supplied.ts';
import { uploadFile } from './upload-file.ts';

const scheme = 'need:';

/** The names of what a request still needs, each once. */
export function needsOf(request: TakeRequest): readonly string[] {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { url } = value as { url?: unknown };
    if (typeof url === 'string' && url.startsWith(scheme)) names.add(url.slice(scheme.length));
    for (const each of Object.values(value)) walk(each);
  };
  const { settings: _, ...fields } = request;
  walk(fields);
  return [...names];
}

/**
 * A request whose placeholders are files, each by the first way that its model takes and that works: inside the request, by the provider's own
 * upload, or at an address of one's own bucket. All of it is unpaid and may be done again. Throws take.no-file-way, take.file-too-large,
 * take.upload-failed, take.interrupted and what the supply throws.
 */
export async function supplyRequest(request: TakeRequest, bringing: Bringing): Promise<TakeRequest> {
  const { settings, ...fields } = request;
  const refs = new Map<string, MediaRef>();
  for (const name of needsOf(request)) {
    bringing.onNews?.({ news: 'uploading', part: name });
    refs.set(name, await brought(name, { file: await bringing.supply(name), model: request.model }, bringing));
    if (bringing.signal?.aborted === true) throw new Fault('take.interrupted');
  }
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    const { url } = value as { url?: unknown };
    if (typeof url === 'string' && url.startsWith(scheme)) return refs.get(url.slice(scheme.length));
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each)]));
  };
  return { ...(fill(fields) as TakeRequest), ...(settings === undefined ? {} : { settings }) };
}

async function brought(part: string, { file, model }: Readonly<{ file: Supplied; model: string }>, bringing: Bringing): Promise<MediaRef> {
  const { entry, store } = bringing;
  const ways = waysFor(part, file, bringing);
  let problem = '';
  for (const { by } of ways) {
    if (by === 'inline') return { dataUri: `data:${file.mime};base64,${Buffer.from(file.bytes).toString('base64')}` };
    const answer = by === 'address' ? await store?.put(file) : await uploadFile({ ...file, model }, bringing);
    if (answer !== undefined && 'url' in answer) return answer;
    problem = answer?.problem ?? `${entry.wire} has no upload`;
  }
  throw new Fault('take.upload-failed', { part, problem });
}

/** The ways that take a file of this kind and size. */
function waysFor(part: string, { bytes, mime }: Supplied, { entry, store }: Bringing): readonly FileWay[] {
  const kind = mime.startsWith('video/') ? 'clip' : 'picture';
  const open = openFileWays(entry, kind, { hasFileStore: store !== undefined });
  if (open.length === 0) {
    const isStoreMissing = fileWays(entry, kind).length > 0;
    throw new Fault(isStoreMissing ? 'take.no-file-way' : 'take.part-lost', { model: entry.id, part, parts: part });
  }
  const wide = open.filter(({ mostBytes = Number.POSITIVE_INFINITY }) => bytes.length <= mostBytes);
  if (wide.length > 0) return wide;
  const told = open.map(({ by, mostBytes = 0 }) => `${by} ≤ ${Math.floor(mostBytes / 1e6)} MB`).join(', ');
  throw new Fault('take.file-too-large', { part, model: entry.id, size: (bytes.length / 1e6).toFixed(1), ways: told });
}
