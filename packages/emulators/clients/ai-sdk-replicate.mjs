import { createReplicate } from '@ai-sdk/replicate';
import { film } from './ai-sdk-film.mjs';

export async function play({ baseUrl, credential }) {
  const replicate = createReplicate({ apiToken: credential, baseURL: baseUrl });
  return await film(replicate.video('bytedance/seedance-1-pro'), { duration: 5, aspectRatio: '16:9', seed: 7 });
}
