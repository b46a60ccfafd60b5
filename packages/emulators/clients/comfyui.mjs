import { Client } from '@stable-canvas/comfyui-client';
import { bytesOf } from './bytes-of.mjs';

/** @stable-canvas/comfyui-client: node definitions, the queue, its socket, and the file a node of its graph saved. */
export async function play({ baseUrl, graph }) {
  const client = new Client({ api_host: new URL(baseUrl).host, fetch, WebSocket });
  const states = [];
  await client.getSystemStats();
  const nodes = await client.getNodeDefs();
  if (nodes.WanCameraEmbedding === undefined) throw new Error('getNodeDefs does not know WanCameraEmbedding');
  await client.connect({});
  for (const name of ['execution_start', 'executing', 'executed', 'execution_success']) client.on(name, () => states.push(name));
  const { data } = await client.enqueue(graph, {
    resolver: (found, output) => ({ ...found, data: [...(found.data ?? []), output] }),
  });
  const saved = data
    .flatMap((output) => Object.values(output))
    .flat()
    .find((file) => typeof file?.filename === 'string');
  const bytes = await bytesOf(client.viewURL(saved.filename, saved.subfolder, saved.type));
  client.close();
  return { bytes, states: [...new Set(states)] };
}
