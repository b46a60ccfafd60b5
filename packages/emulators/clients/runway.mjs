import RunwayML from '@runwayml/sdk';
import { bytesOf, pixel } from './bytes-of.mjs';

/** @runwayml/sdk: upload, imageToVideo, tasks.retrieve with its own waiting. */
export async function play({ baseUrl, credential }) {
  const client = new RunwayML({ apiKey: credential, baseURL: baseUrl, maxRetries: 0 });
  const { uri } = await client.uploads.createEphemeral({ file: new File([pixel], 'first.png', { type: 'image/png' }) });
  const { id } = await client.imageToVideo.create({
    model: 'gen4.5',
    promptImage: [{ uri, position: 'first' }],
    promptText: 'a lantern in the rain',
    ratio: '1280:720',
    duration: 5,
    seed: 0,
  });
  // Its waiting asks once at once and then every six seconds; the clip is most often there by then.
  while ((await client.tasks.retrieve(id)).status !== 'SUCCEEDED') await new Promise((done) => setTimeout(done, 20));
  const task = await client.tasks.retrieve(id).waitForTaskOutput({ timeout: 30_000 });
  return { bytes: await bytesOf(task.output[0]), states: [task.status] };
}
