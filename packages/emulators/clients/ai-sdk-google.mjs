import { createGoogle } from '@ai-sdk/google';
import { generateText } from 'ai';

/** AI SDK for Google: an interaction that answers with a clip, as its language models speak them. */
export async function play({ baseUrl, credential }) {
  const google = createGoogle({ apiKey: credential, baseURL: `${baseUrl}/v1beta` });
  const { files, finishReason, warnings } = await generateText({
    model: google.interactions('gemini-omni-1.2-flash'),
    maxRetries: 0,
    prompt: 'a lantern in the rain',
    providerOptions: {
      google: { responseFormat: [{ type: 'video', aspectRatio: '16:9', duration: '5s', resolution: '720p', delivery: 'inline' }] },
    },
  });
  return { bytes: files[0].uint8Array, warnings, states: [finishReason] };
}
