import { Fault } from '@fantascope/film';
import type { MediaRef, TakeRequest, Wire, WireSetting } from '@fantascope/models';
import type { Net } from '../provider/net.ts';

/** A file that a request needs. */
export type Supplied = Readonly<{ bytes: Uint8Array; mime: string; fileName: string }>;
/** Makes or reads the file behind a placeholder: its name without the `need:`. */
export type Supply = (name: string) => Promise<Supplied>;

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
  walk(request);
  return [...names];
}

/**
 * A request whose placeholders are files: through the wire's own upload where it has one, else as data in the request. Uploading is unpaid
 * and may be done again. Throws take.upload-failed.
 */
export async function supplyRequest(
  request: TakeRequest,
  { wire, setting, net, supply }: Readonly<{ wire: Wire; setting: WireSetting; net: Net; supply: Supply }>,
): Promise<TakeRequest> {
  const refs = new Map<string, MediaRef>();
  for (const name of needsOf(request)) refs.set(name, await brought(name, await supply(name)));
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    const { url } = value as { url?: unknown };
    if (typeof url === 'string' && url.startsWith(scheme)) return refs.get(url.slice(scheme.length));
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each)]));
  };
  return fill(request) as TakeRequest;

  async function brought(part: string, file: Supplied): Promise<MediaRef> {
    if (wire.upload === undefined) return { dataUri: `data:${file.mime};base64,${Buffer.from(file.bytes).toString('base64')}` };
    let problem = '';
    for (let tries = 0; tries < 3; tries += 1) {
      const answer = await net.send(wire.upload.request(file, setting));
      const url = answer.state === 'reply' ? wire.upload.read(answer.reply) : null;
      if (url !== null) return { url };
      problem = answer.state === 'reply' ? `HTTP ${answer.reply.status}` : answer.reason;
    }
    throw new Fault('take.upload-failed', { part, problem });
  }
}
