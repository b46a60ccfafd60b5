import { createByteDance } from '@ai-sdk/bytedance';
import { bytesOf } from './bytes-of.mjs';

/** AI SDK for ByteDance is of an older kind here: one call that waits. */
export async function play({ baseUrl, credential }) {
  const model = createByteDance({ apiKey: credential, baseURL: baseUrl }).video('seedance-1-5-pro-251215');
  const { videos, warnings } = await model.doGenerate({
    prompt: 'a lantern in the rain',
    n: 1,
    aspectRatio: '16:9',
    resolution: '1280x720',
    duration: 5,
    seed: 7,
    image: { type: 'url', url: 'https://example.com/a.png' },
    providerOptions: { bytedance: { pollIntervalMs: 20, watermark: false, cameraFixed: false } },
  });
  return { bytes: await bytesOf(videos[0].url), warnings, states: ['completed'] };
}
