import Replicate from 'replicate';
import { bytesOf, pixel } from './bytes-of.mjs';

/** replicate: run, which uploads, submits, asks and gives the address; it makes a stream of https addresses only. */
export async function play({ baseUrl, credential }) {
  const client = new Replicate({ auth: credential, baseUrl });
  const states = [];
  const output = await client.run(
    'kwaivgi/kling-v3-video',
    {
      input: { prompt: 'a lantern in the rain', start_image: new Blob([pixel], { type: 'image/png' }), duration: 5 },
      wait: { mode: 'poll', interval: 20 },
    },
    ({ status }) => states.push(status),
  );
  return { bytes: await bytesOf(output), states };
}
