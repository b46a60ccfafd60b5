import { LumaAI } from 'lumaai';
import { bytesOf } from './bytes-of.mjs';

/** lumaai: the list of concepts, a generation with two of them, and the list it stands in. */
export async function play({ baseUrl, credential }) {
  const client = new LumaAI({ authToken: credential, baseURL: baseUrl, maxRetries: 0 });
  const concepts = await client.generations.concepts.list();
  const wanted = ['dolly_zoom', 'handheld'];
  if (!wanted.every((key) => concepts.includes(key))) throw new Error(`concepts.list gave ${JSON.stringify(concepts)}`);
  let generation = await client.generations.video.create({
    model: 'ray-2',
    prompt: 'a lantern in the rain',
    aspect_ratio: '16:9',
    duration: '5s',
    resolution: '720p',
    keyframes: { frame0: { type: 'image', url: 'https://example.com/a.png' } },
    concepts: wanted.map((key) => ({ key })),
  });
  const states = [generation.state];
  while (!['completed', 'failed'].includes(generation.state)) {
    await new Promise((done) => setTimeout(done, 20));
    generation = await client.generations.get(generation.id);
    states.push(generation.state);
  }
  const { generations } = await client.generations.list({ limit: 5 });
  if (generations[0]?.id !== generation.id) throw new Error('generations.list does not hold the generation');
  return { bytes: await bytesOf(generation.assets.video), states };
}
