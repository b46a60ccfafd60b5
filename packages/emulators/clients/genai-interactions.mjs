import { GoogleGenAI } from '@google/genai';
import { pixel } from './bytes-of.mjs';

/** @google/genai: the picture by its files, interactions in the background. Its own five tries are switched off. */
export async function play({ baseUrl, credential }) {
  const client = new GoogleGenAI({ apiKey: credential, httpOptions: { baseUrl } });
  const once = { retries: { strategy: 'none' } };
  const { uri, mimeType } = await client.files.upload({
    file: new Blob([pixel], { type: 'image/png' }),
    config: { mimeType: 'image/png' },
  });
  let turn = await client.interactions.create(
    {
      model: 'gemini-omni-1.2-flash',
      input: [
        { type: 'image', uri, mime_type: mimeType },
        { type: 'text', text: 'a lantern in the rain' },
      ],
      response_format: { type: 'video', aspect_ratio: '16:9', duration: '5s', resolution: '720p', delivery: 'inline' },
      background: true,
      store: true,
    },
    once,
  );
  const states = [turn.status];
  while (turn.status === 'queued' || turn.status === 'in_progress') {
    await new Promise((done) => setTimeout(done, 20));
    turn = await client.interactions.get(turn.id, undefined, once);
    states.push(turn.status);
  }
  const video = turn.steps.flatMap(({ content }) => content ?? []).find(({ type }) => type === 'video');
  return { bytes: Buffer.from(video.data, 'base64'), states };
}
