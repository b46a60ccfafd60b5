import { z } from 'zod';

/**
 * How a file gets into a request: inline as data, by the provider's own upload route, or as an address on the internet that the provider
 * fetches (a bucket of one's own). `mostBytes`: of the file, for this way; default: no limit we know of.
 */
export const FileWay = z.strictObject({ by: z.enum(['inline', 'upload', 'address']), mostBytes: z.number().int().positive().optional() });
export type FileWay = z.infer<typeof FileWay>;

/** The ways for pictures and for clips, in the order they are tried; an empty list: no such file gets to it. */
export const FileWays = z.strictObject({ picture: z.array(FileWay), clip: z.array(FileWay) });
export type FileWays = z.infer<typeof FileWays>;

const MiB = 2 ** 20;
const inline = (mostBytes?: number): FileWay => (mostBytes === undefined ? { by: 'inline' } : { by: 'inline', mostBytes });
const upload = (mostBytes?: number): FileWay => (mostBytes === undefined ? { by: 'upload' } : { by: 'upload', mostBytes });
const address: FileWay = { by: 'address' };

/**
 * What each protocol takes, with where it is said. Base64 makes a file a third larger: limits of a request are told here as the file's own
 * bytes. An entry's `files` go before these.
 */
const byWire: Readonly<Record<string, FileWays>> = {
  // kling.ai/document-api: pictures as a URL or bare base64 up to 10 MB, clips (video_list, motion control) by URL only.
  'kling-v1': { picture: [inline(10 * MiB), address], clip: [address] },
  // kling.ai/document-api, 3.0 image to video: "URL or Base64", up to 50 MB.
  'kling-v3': { picture: [inline(50 * MiB), address], clip: [address] },
  // @fal-ai/client: any file by its storage; fal.ai/docs: data URIs wherever a file is taken.
  'fal-queue': { picture: [upload(), inline(4 * MiB), address], clip: [upload(), inline(4 * MiB), address] },
  // ComfyUI server.py: only what lies in its input folder.
  comfyui: { picture: [upload()], clip: [upload()] },
  // docs.byteplus.com 1520757: pictures as URL or base64 below 30 MB, clips by URL or asset name, "Base64 is not supported for video".
  ark: { picture: [inline(30 * MiB), address], clip: [address] },
  // replicate (npm) lib/files.js and lib/util.js: uploaded up to 100 MB; inline not more than 10 MB in a prediction.
  replicate: { picture: [upload(100 * MiB), inline(5 * MiB), address], clip: [upload(100 * MiB), inline(5 * MiB), address] },
  // @runwayml/sdk: URL, Runway upload or data URI up to 5 MB; uploads up to 200 MB.
  runway: { picture: [inline(3 * MiB), upload(200 * MiB), address], clip: [inline(3 * MiB), upload(200 * MiB), address] },
  // platform.minimax.io: pictures as URL or data URI below 20 MB.
  'minimax-v1': { picture: [inline(14 * MiB), address], clip: [] },
  // The same for v2, clips too (docs.comfy.org, MiniMax H3); which `purpose` its file route wants for them is documented nowhere.
  'minimax-v2': { picture: [inline(14 * MiB), address], clip: [inline(14 * MiB), address] },
  // alibabacloud model studio: pictures as data URI up to 10 MB; clips by address, or by its own temporary storage.
  dashscope: { picture: [inline(7 * MiB), upload(100 * MiB), address], clip: [upload(100 * MiB), address] },
  // lumaai (npm): addresses only, no bytes and no upload.
  luma: { picture: [address], clip: [address] },
  // Retellings of docs.agents.lumalabs.ai: `data` with a media type, or a URL.
  'luma-agents': { picture: [inline(10 * MiB), address], clip: [inline(20 * MiB), address] },
  // Vertex: bytes, or a gs:// name of one's own, which we do not make.
  'vertex-veo': { picture: [inline(14 * MiB)], clip: [inline(14 * MiB)] },
  // ai.google.dev: a whole request up to 20 MB, else the Files API (2 GB); other addresses are not fetched.
  'gemini-interactions': { picture: [inline(7 * MiB), upload(2000 * MiB)], clip: [inline(12 * MiB), upload(2000 * MiB)] },
  // volcengine.com/docs/85621: base64 or addresses.
  jimeng: { picture: [inline(4 * MiB), address], clip: [] },
  // vLLM-Omni and SGLang: a file in the form, or an address; clips by address only.
  'openai-videos': { picture: [inline(), address], clip: [address] },
  'openai-images': { picture: [inline(20 * MiB)], clip: [] },
  // Drawn on this machine from the files themselves.
  stage: { picture: [inline()], clip: [inline()] },
};

/** What a model takes of pictures or clips, best first: as its entry says, else its protocol; inline or by address where neither is known. */
export function fileWays(
  { wire, files }: Readonly<{ wire: string; files?: FileWays | undefined }>,
  kind: keyof FileWays,
): readonly FileWay[] {
  return (files ?? byWire[wire] ?? { picture: [inline(), address], clip: [inline(), address] })[kind];
}

/** The first way that works: what is reachable at an address needs a place to put files where providers can fetch them. */
export function openFileWays(
  entry: Parameters<typeof fileWays>[0],
  kind: keyof FileWays,
  { hasFileStore }: Readonly<{ hasFileStore: boolean }>,
): readonly FileWay[] {
  return fileWays(entry, kind).filter(({ by }) => by !== 'address' || hasFileStore);
}
