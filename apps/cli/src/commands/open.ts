import { Fault } from '@fantascope/film/fault';
import { askServer } from '../remote/ask-server.ts';
import { ownServerUrl, serverPlace } from '../remote/server-place.ts';
import type { Setting } from '../setting.ts';

/** Prints a new link into the server of this data folder. Throws cli.no-server. */
export async function openLink({ door, env }: Setting): Promise<void> {
  if ((await ownServerUrl(env)) === undefined) throw new Fault('cli.no-server', { atEn: '', atZh: '' });
  // Only this machine's own token opens the door for a browser; FANTASCOPE_TOKEN is for other servers.
  const place = await serverPlace({ ...env, FANTASCOPE_TOKEN: undefined, FANTASCOPE_URL: undefined });
  const { json } = await askServer(place, { method: 'POST', path: '/enter', language: door.language, operation: 'enter' });
  const { url } = json as { url: string };
  door.line(door.text.remote.link(url));
  door.result({ url });
}
