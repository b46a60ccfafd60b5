import { createGoogleVertex } from '@ai-sdk/google-vertex';
import { OAuth2Client } from 'google-auth-library';
import { film } from './ai-sdk-film.mjs';

export async function play({ baseUrl, credential }) {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: credential, expiry_date: Date.now() + 3_600_000 });
  const vertex = createGoogleVertex({
    project: 'p',
    location: 'us-central1',
    baseURL: `${baseUrl}/projects/p/locations/us-central1/publishers/google`,
    googleAuthOptions: { authClient },
  });
  return await film(vertex.video('veo-3.1-generate-001'), { duration: 8, aspectRatio: '16:9', resolution: '1280x720', seed: 7 });
}
