import { at } from '../ask-emulator.ts';
import type { Play } from '../play.ts';

/** A still from a server of one's own, by address: what is asked after it is the file itself. */
export const openaiImagesPlay: Play = {
  submit: {
    path: '/images/generations',
    json: { prompt: 'a lantern in the rain', size: '640x360', n: 1, seed: 0, num_inference_steps: 20, response_format: 'url' },
  },
  headers: (credential) => ({ authorization: `Bearer ${credential}` }),
  poll: (json) => ({ path: String(at(json, 'data.0.url')) }),
  read: ({ status }) => (status === 200 ? 'made' : 'failed'),
  files: ({ url }) => [url],
  size: { widthPx: 640, heightPx: 360, lengthSec: 0, fps: 0 },
};
