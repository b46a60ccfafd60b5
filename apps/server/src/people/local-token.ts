import { timingSafeEqual } from 'node:crypto';
import { secretFile } from '@fantascope/jobs';

/** The file that programs of this user of the machine read their token from. */
const fileName = 'local.token';

/** Makes `local.token` in the data folder where it is missing, and tells whether a bearer token is its content. Throws jobs.bad-secret-file. */
export async function openLocalToken(home: string): Promise<Readonly<{ text: string; isOurs: (bearer: string) => boolean }>> {
  const text = await secretFile(home, fileName);
  const own = Buffer.from(text);
  return {
    text,
    isOurs: (bearer) => {
      const given = Buffer.from(bearer);
      return given.byteLength === own.byteLength && timingSafeEqual(given, own);
    },
  };
}
