import { z } from 'zod';
import type { HttpReply, UploadFile, UploadStep, Wire, WireSetting } from '../wire.ts';

// @google/genai 3.1.0 (uploadFile) and ai.google.dev/gemini-api/docs/files: kept for 48 hours, films are looked through before they can be used.
const Stored = z.looseObject({ name: z.string().startsWith('files/'), uri: z.string().min(1), state: z.string().optional() });

const versionOf = (dialect: WireSetting['dialect']) => dialect['version'] ?? 'v1beta';

/** Between two questions whether a film is ready. */
const waitMs = 2000;

/** A file that is there, one that is still looked through, or none. */
function stored(
  file: z.infer<typeof Stored>,
  { baseUrl, dialect }: WireSetting,
): Readonly<{ url: string }> | Readonly<{ next: UploadStep }> | null {
  if (file.state === 'PROCESSING')
    return { next: { http: { method: 'GET', url: `${baseUrl}/${versionOf(dialect)}/${file.name}` }, waitMs } };
  return file.state === undefined || file.state === 'ACTIVE' ? { url: file.uri } : null;
}

function next(reply: HttpReply, { bytes, mime }: UploadFile): Readonly<{ next: UploadStep }> | null {
  const url = reply.headers['x-goog-upload-url'];
  if (url === undefined) return null;
  const headers = { 'x-goog-upload-command': 'upload, finalize', 'x-goog-upload-offset': '0' };
  return { next: { http: { method: 'POST', url, headers, body: { bytes, mime } }, isOpen: true } };
}

/** Gemini's Files API: a session, then the bytes, then questions until the file is active. */
export const geminiUpload: NonNullable<Wire['upload']> = {
  begin: ({ bytes, fileName, mime }, { baseUrl, dialect }) => ({
    http: {
      method: 'POST',
      url: `${baseUrl}/upload/${versionOf(dialect)}/files`,
      headers: {
        'x-goog-upload-protocol': 'resumable',
        'x-goog-upload-command': 'start',
        'x-goog-upload-header-content-length': String(bytes.length),
        'x-goog-upload-header-content-type': mime,
      },
      json: { file: { display_name: fileName } },
    },
  }),
  read: (reply, { file, setting }) => {
    if (reply.status >= 300) return null;
    // Of the bytes the reply holds the file in `file`, of a question the file itself.
    const sent = z.looseObject({ file: Stored }).safeParse(reply.json);
    if (sent.success) return stored(sent.data.file, setting);
    const asked = Stored.safeParse(reply.json);
    return asked.success ? stored(asked.data, setting) : next(reply, file);
  },
};
