import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { type InstalledPackages, installedPackages } from '../../../test/installed-packages.ts';
import { startEmulator } from './index.ts';
import { comfyGraph } from './plays.ts';

const run = promisify(execFile);
const scripts = join(import.meta.dirname, '..', 'clients');
const guard = join(import.meta.dirname, '..', '..', '..', 'test', 'loopback.ts');
const out = mkdtempSync(join(tmpdir(), 'clients-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const installed = await placed();
const why = installed.home === null ? ` (skipped: ${installed.reason})` : '';
// The reporter folds a file that is skipped whole, names and all.
if (installed.home === null) process.stderr.write(`the providers' own clients are not tested: ${installed.reason}\n`);

/** The clients in the cache folder, with our scripts beside them. */
async function placed(): Promise<InstalledPackages> {
  const there = await installedPackages(scripts, 'clients');
  if (there.home !== null)
    for (const name of readdirSync(scripts)) if (name.endsWith('.mjs')) cpSync(join(scripts, name), join(there.home, name));
  return there;
}

/** A client's script in a process of its own, which can reach this machine only. */
async function drive(client: string, setting: Readonly<Record<string, unknown>>): Promise<string> {
  if (installed.home === null) throw new Error(installed.reason);
  const closed = 'http://127.0.0.1:9';
  const { PATH, HOME } = process.env;
  const { stdout } = await run(process.execPath, ['--import', guard, join(installed.home, 'drive.mjs'), client, JSON.stringify(setting)], {
    cwd: installed.home,
    timeout: 45_000,
    killSignal: 'SIGKILL',
    env: { PATH, HOME, HTTP_PROXY: closed, HTTPS_PROXY: closed, NO_PROXY: '127.0.0.1' },
  });
  return stdout;
}

/** The top-level boxes of an MP4 file; throws where they do not fill it exactly. */
function boxesOf(bytes: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) throw new Error(`a box of ${size} bytes at ${at} of ${bytes.length}`);
    names.push(bytes.toString('latin1', at + 4, at + 8));
    at += size;
  }
  return names;
}

const clients: Readonly<Record<string, Readonly<{ client: string; wire: string; model: string; states?: readonly string[] }>>> = {
  '@fal-ai/client': { client: 'fal', wire: 'fal-queue', model: 'fal-ai/pixverse/v4/image-to-video' },
  replicate: { client: 'replicate', wire: 'replicate', model: 'kwaivgi/kling-v3-video' },
  '@runwayml/sdk': { client: 'runway', wire: 'runway', model: 'gen4.5' },
  lumaai: { client: 'luma', wire: 'luma', model: 'ray-2' },
  '@google/genai, interactions': { client: 'genai-interactions', wire: 'gemini-interactions', model: 'gemini-omni-1.2-flash' },
  '@google/genai, Veo on Vertex AI': { client: 'genai-veo', wire: 'vertex-veo', model: 'veo-3.1-generate-001' },
  '@ai-sdk/fal': { client: 'ai-sdk-fal', wire: 'fal-queue', model: 'fal-ai/kling-video/v2.5-turbo/pro/text-to-video' },
  '@ai-sdk/replicate': { client: 'ai-sdk-replicate', wire: 'replicate', model: 'bytedance/seedance-1-pro' },
  '@ai-sdk/google, interactions': { client: 'ai-sdk-google', wire: 'gemini-interactions', model: 'gemini-omni-1.2-flash' },
  '@ai-sdk/google-vertex': { client: 'ai-sdk-vertex', wire: 'vertex-veo', model: 'veo-3.1-generate-001' },
  '@ai-sdk/alibaba': { client: 'ai-sdk-alibaba', wire: 'dashscope', model: 'wan2.6-i2v' },
  '@ai-sdk/minimax': { client: 'ai-sdk-minimax', wire: 'minimax-v2', model: 'MiniMax-H3' },
  '@ai-sdk/bytedance': { client: 'ai-sdk-bytedance', wire: 'ark', model: 'seedance-1-5-pro-251215' },
  '@stable-canvas/comfyui-client': { client: 'comfyui', wire: 'comfyui', model: 'wan2.2_fun_camera.safetensors' },
};

describe.skipIf(installed.home === null)(`the providers' own clients${why}`, () => {
  test('a client in its process reaches no other machine', async () => {
    const into = join(out, 'nothing.mp4');
    const abroad = drive('luma', { baseUrl: 'http://192.0.2.1:80', credential: 'x', into });
    await expect(abroad).rejects.toThrow(/tests reach only this machine/);
  });

  test.for(Object.entries(clients))(
    '%s takes the emulator for its provider, from submit to the clip',
    async ([, { client, wire, model }]) => {
      const emulator = await startEmulator(wire);
      try {
        const into = join(out, `${client}.mp4`);
        const graph = wire === 'comfyui' ? { graph: comfyGraph } : {};
        const { baseUrl, credential } = emulator;
        const heard = JSON.parse(await drive(client, { baseUrl, credential, into, ...graph })) as {
          states: string[];
          warnings?: unknown[];
        };
        expect(boxesOf(readFileSync(into))).toEqual(expect.arrayContaining(['ftyp', 'moov', 'mdat']));
        expect(heard.warnings ?? []).toEqual([]);
        expect(heard.states.length).toBeGreaterThan(0);
        // One take, paid once.
        expect(emulator.submits()).toBe(1);
        expect(emulator.bill.map((row) => row.model)).toEqual([model]);
      } finally {
        await emulator.close();
      }
    },
  );
});
