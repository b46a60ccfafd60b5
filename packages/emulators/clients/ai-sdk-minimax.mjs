import { createMiniMax } from '@ai-sdk/minimax';
import { film } from './ai-sdk-film.mjs';

export async function play({ baseUrl, credential }) {
  const minimax = createMiniMax({ apiKey: credential, baseURL: `${baseUrl}/anthropic/v1`, videoBaseURL: baseUrl });
  return await film(minimax.video('MiniMax-H3'), { duration: 5, aspectRatio: '16:9', resolution: '1366x768' });
}
