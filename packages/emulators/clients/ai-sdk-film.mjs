import { experimental_getVideoStatus as getVideoStatus, experimental_startVideo as startVideo } from 'ai';
import { bytesOf } from './bytes-of.mjs';

/** A take by any AI SDK model that can start and be asked: `fetch` is what its provider was given. */
export async function film(model, { fetch, ...asked }) {
  const { operation, warnings } = await startVideo({ model, maxRetries: 0, prompt: 'a lantern in the rain', ...asked });
  const states = [];
  for (;;) {
    // Through JSON, as a program would keep it.
    const found = await getVideoStatus(model, { operation: JSON.parse(JSON.stringify(operation)), maxRetries: 0 });
    states.push(found.status);
    if (found.status === 'error') throw new Error(found.error);
    if (found.status === 'completed') return { bytes: await clip(found.videos[0], fetch), warnings, states };
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function clip(video, fetch = globalThis.fetch) {
  if (video.type === 'base64') return Buffer.from(video.data, 'base64');
  if (video.type === 'binary') return video.data;
  if (fetch === globalThis.fetch) return await bytesOf(video.url);
  return new Uint8Array(await (await fetch(video.url)).arrayBuffer());
}
