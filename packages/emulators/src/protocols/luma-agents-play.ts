import { at } from '../ask-emulator.ts';
import type { Play } from '../play.ts';

/** Frames at given times: the documented example. */
export const lumaAgentsPlay: Play = {
  submit: {
    path: '/generations',
    json: {
      model: 'ray-3.2',
      type: 'video',
      prompt: 'A hot-air balloon drifts across a valley as the sun rises',
      aspect_ratio: '16:9',
      video: {
        resolution: '720p',
        duration: '5s',
        keyframes: ['launch', 'midflight', 'sunrise'].map((name) => ({ url: `https://example.com/${name}.jpg` })),
        keyframe_indexes: [0, 60, 120],
      },
    },
  },
  headers: (credential) => ({ authorization: `Bearer ${credential}` }),
  poll: ({ id }) => ({ path: `/generations/${id}` }),
  read: ({ status, json }) => {
    if (status >= 400 || json['state'] === undefined) return 'silent';
    return json['state'] === 'completed' ? 'made' : json['state'] === 'failed' ? 'failed' : 'under way';
  },
  files: ({ json }) => [String(at(json, 'output.0.url'))],
  size: { widthPx: 1280, heightPx: 720, lengthSec: 5, fps: 24 },
};
