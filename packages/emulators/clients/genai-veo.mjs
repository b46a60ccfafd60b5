import { GoogleGenAI } from '@google/genai';
import { OAuth2Client } from 'google-auth-library';

/** @google/genai on Vertex AI: generateVideos, its operation, and the clip inside the reply. */
export async function play({ baseUrl, credential }) {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: credential, expiry_date: Date.now() + 3_600_000 });
  const client = new GoogleGenAI({
    vertexai: true,
    project: 'p',
    location: 'us-central1',
    apiVersion: 'v1',
    googleAuthOptions: { authClient },
    httpOptions: { baseUrl: new URL(baseUrl).origin },
  });
  let operation = await client.models.generateVideos({
    model: 'veo-3.1-generate-001',
    source: { prompt: 'a lantern in the rain' },
    config: { numberOfVideos: 1, durationSeconds: 8, aspectRatio: '16:9', resolution: '720p', seed: 0, generateAudio: false },
  });
  let polls = 0;
  for (; !operation.done; polls++) {
    await new Promise((done) => setTimeout(done, 20));
    operation = await client.operations.getVideosOperation({ operation });
  }
  if (operation.error !== undefined) throw new Error(JSON.stringify(operation.error));
  return { bytes: Buffer.from(operation.response.generatedVideos[0].video.videoBytes, 'base64'), states: [`done after ${polls} polls`] };
}
