import { createFal } from '@ai-sdk/fal';
import { film } from './ai-sdk-film.mjs';

const official = 'https://queue.fal.run';

/**
 * AI SDK for fal. Its queue's host is fixed and it trusts no address on this machine, so its fetch stands between: requests go to the emulator,
 * and the emulator's origin in replies is called by the official name.
 */
export async function play({ baseUrl, credential }) {
  const between = async (address, options) => {
    const reply = await fetch(String(address).replace(official, baseUrl), options);
    if (!reply.headers.get('content-type')?.includes('json')) return reply;
    return new Response((await reply.text()).replaceAll(baseUrl, official), {
      status: reply.status,
      headers: { 'content-type': 'application/json' },
    });
  };
  const fal = createFal({ apiKey: credential, fetch: between });
  return await film(fal.video('kling-video/v2.5-turbo/pro/text-to-video'), {
    fetch: between,
    aspectRatio: '16:9',
    providerOptions: { fal: { duration: '5' } },
  });
}
