import { createFalClient } from '@fal-ai/client';
import { bytesOf, pixel } from './bytes-of.mjs';

/** @fal-ai/client: the picture by its storage, the clip by its queue. It has no base URL: its middleware moves the hosts. */
export async function play({ baseUrl, credential }) {
  const client = createFalClient({
    credentials: credential,
    retry: { maxRetries: 0 },
    requestMiddleware: async (request) => ({ ...request, url: request.url.replace(/^https:\/\/(queue\.fal\.run|rest\.fal\.ai)/, baseUrl) }),
  });
  const image_url = await client.storage.upload(new File([pixel], 'first.png', { type: 'image/png' }));
  const states = [];
  const { data } = await client.subscribe('fal-ai/pixverse/v4/image-to-video', {
    input: { prompt: 'a lantern in the rain', image_url, duration: '5', camera_movement: 'hitchcock' },
    logs: true,
    pollInterval: 20,
    onQueueUpdate: ({ status }) => states.push(status),
  });
  return { bytes: await bytesOf(data.video.url), states };
}
