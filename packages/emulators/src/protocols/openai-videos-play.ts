import { at } from '../ask-emulator.ts';
import type { Play } from '../play.ts';

/** The example of vLLM-Omni's page, as JSON. */
export const openaiVideosPlay: Play = {
  submit: {
    path: '/videos',
    json: {
      prompt: 'A cinematic tracking shot of a mountain lake at sunrise',
      width: 1280,
      height: 720,
      num_frames: 80,
      fps: 16,
      num_inference_steps: 40,
      seed: 0,
    },
  },
  headers: (credential) => ({ authorization: `Bearer ${credential}` }),
  poll: ({ id }) => ({ path: `/videos/${id}` }),
  read: ({ json, status }) => {
    const word = at(json, 'status');
    if (status >= 400 || word === undefined) return 'silent';
    return word === 'completed' || word === 'succeeded' ? 'made' : word === 'failed' ? 'failed' : 'under way';
  },
  files: ({ json }) => [String(json['url'] ?? `/videos/${String(json['id'])}/content`)],
  size: { widthPx: 1280, heightPx: 720, lengthSec: 5, fps: 16 },
};
