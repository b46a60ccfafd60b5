import { createAlibaba } from '@ai-sdk/alibaba';
import { film } from './ai-sdk-film.mjs';

export async function play({ baseUrl, credential }) {
  const alibaba = createAlibaba({ apiKey: credential, videoBaseURL: baseUrl });
  return await film(alibaba.video('wan2.6-i2v'), {
    prompt: { text: 'a lantern in the rain', image: 'https://example.com/a.png' },
    duration: 5,
    resolution: '1280x720',
    seed: 7,
    providerOptions: { alibaba: { promptExtend: false } },
  });
}
