import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newId, Shot } from '@fantascope/film';
import { CatalogueEntry, catalogue, type TakeRequest, type Wire, wires } from '@fantascope/models';
import { compile, isRefusal, type Plan } from '@fantascope/plan';
import {
  type Address,
  nearPatience,
  openJournal,
  openNet,
  type Patience,
  type PausePoint,
  secretsOf,
  type TakeJob,
  type TakeNews,
  type TakePorts,
} from '@fantascope/take';

/** Waits that are as short as the emulators' work. */
export const quick: Patience = {
  ...nearPatience,
  pollFirstMs: 15,
  pollMostMs: 40,
  lookUps: 2,
  lookUpWaitMs: 20,
  missingMs: 400,
  mostMs: 20_000,
  cancelWaitMs: 2000,
};

const photo = fileURLToPath(new URL('../../examples/photos/coffee.png', import.meta.url));
/** A picture that is large enough for every provider. */
export const samplePicture = { bytes: readFileSync(photo), mime: 'image/png', fileName: 'coffee.png' };

/** The request each wire of the suite is asked for, the smallest that is real. */
export const requests: Readonly<Record<string, TakeRequest>> = {
  'kling-v1': { model: 'kling-v1', prompt: '镜头缓慢推近', lengthSec: 5, aspect: '16:9' },
  'fal-queue': {
    model: 'fal-ai/kling-video/v1/standard/text-to-video',
    prompt: 'slow push in',
    lengthSec: 5,
    aspect: '16:9',
  },
  comfyui: {
    model: 'wan-fun-camera',
    prompt: 'slow push in',
    seed: 0,
    widthPx: 832,
    heightPx: 480,
    frames: 17,
    firstFrame: { url: 'need:picture' },
    camera: { dialect: 'wan-camera', pose: 'Zoom In', speed: 0.5 },
    settings: catalogue().find(({ id }) => id === 'comfyui/wan-fun-camera')?.settings ?? {},
  },
  'openai-images': {
    model: 'served-model',
    prompt: 'a cat',
    seed: 0,
    widthPx: 512,
    heightPx: 512,
    settings: { response_format: 'url' },
  },
};
const imageWires: readonly string[] = ['openai-images'];

const dialects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'fal-queue': { inputs: 'prompt lengthSec=duration:text aspect=aspect_ratio' },
  'openai-images': { server: 'sglang' },
};

/** What is asked beside the compiled shot, so that a wire shows all it can: a bucket in which a lost take is found. */
function additionsOf(wire: string, baseUrl: string): Readonly<{ dialect?: Readonly<Record<string, string>> }> {
  switch (wire) {
    case 'vertex-veo':
      return { dialect: { storageUri: 'gs://suite/takes', storageUrl: baseUrl } };
    default:
      return {};
  }
}

type Compiled = Readonly<{ request: TakeRequest; dialect: Readonly<Record<string, string>>; makes: 'video' | 'image' }>;

/** For wires without a request of the suite's own: a plain shot compiled for the first living model that makes it. */
function compiledRequest(wire: string): Compiled | undefined {
  const texts = { picture: 'coffee.png', subject: 'a cat' };
  const dolly = Shot.parse({ ...texts, camera: { lengthSec: 5, moves: [{ kind: 'dolly', distanceM: 0.5 }] } });
  const orbit = Shot.parse({ ...texts, camera: { lengthSec: 5, moves: [{ kind: 'orbit', angleDeg: 90 }] } });
  const still = Shot.parse({ ...texts, camera: { lengthSec: 5, moves: [] } });
  const { picture: _, ...bare } = dolly;
  const { picture: __, ...words } = still;
  for (const entry of catalogue().filter((each) => each.wire === wire)) {
    for (const shot of entry.makes === 'image' ? [still, words] : [dolly, bare, orbit]) {
      // One maker has nothing but templates, and refuses a request without.
      const plan = compile(shot, entry, { answers: { camera: entry.camera === 'jimeng-template' ? 'strongest' : 'words' } });
      if (isRefusal(plan) || plan.needs.some(({ kind }) => kind !== 'picture')) continue;
      // Some providers take a picture only from an address on the internet.
      if (plan.request.firstFrame !== undefined && !takesInline(wire, plan.request)) continue;
      const dialect = Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value]));
      return { request: plan.request, dialect, makes: entry.makes };
    }
  }
  return undefined;
}

function takesInline(wire: string, request: TakeRequest): boolean {
  if (wires[wire]?.upload !== undefined) return true;
  const inline = { ...request, firstFrame: { dataUri: 'data:image/png;base64,AAAA' } };
  const submission = wires[wire]?.submit(inline, { baseUrl: baseUrlOf(wire, 'http://127.0.0.1:1/v1'), dialect: {} });
  return submission?.dropped.includes('firstFrame') === false;
}

/** Vertex has a person's project in its address. */
function baseUrlOf(wire: string, baseUrl: string): string {
  return wire === 'vertex-veo' && !baseUrl.includes('/projects/')
    ? `${baseUrl.replace(/\/v1$/, '')}/v1/projects/suite/locations/us-central1`
    : baseUrl;
}

/** Whether the suite has a request for a wire. */
export function hasRequest(wire: string): boolean {
  return wires[wire] !== undefined && (requests[wire] ?? compiledRequest(wire)) !== undefined;
}

/** A catalogue entry of the suite's own. */
export function entryOf(
  wire: string,
  { baseUrl, model, makes }: Readonly<{ baseUrl: string; model: string; makes: 'video' | 'image' }>,
): CatalogueEntry {
  return CatalogueEntry.parse({
    id: `suite/${wire}`,
    name: { en: wire, zh: wire },
    wire,
    providerModel: model,
    makes,
    baseUrl,
    takes: {},
    prompt: {},
    sources: ['the suite'],
  });
}

/** Everything one take of the suite needs, in a data folder of its own. */
export type Bench = Readonly<{
  home: string;
  out: string;
  job: TakeJob;
  ports: TakePorts;
  /** What was said on the way. */
  news: TakeNews[];
  remove: () => Promise<void>;
}>;

/** Sets up one take of a wire against a server. `wire` may be changed on purpose. */
export async function openBench(
  name: string,
  server: Readonly<{ baseUrl: string; credential: string }>,
  options: Readonly<{
    home?: string;
    take?: string;
    wire?: (wire: Wire) => Wire;
    patience?: Partial<Patience>;
    signal?: AbortSignal;
    pause?: (point: PausePoint) => Promise<void>;
    /** The file is asked for inside the reply, where the protocol has that. */
    isInline?: boolean;
    /** Where the provider is asked to tell of the take. */
    webhookUrl?: string;
  }> = {},
): Promise<Bench> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'take-')));
  const out = join(home, 'out.mp4');
  const found = wires[name];
  const isCompiled = requests[name] === undefined || (options.isInline === true && imageWires.includes(name));
  const compiled = isCompiled ? compiledRequest(name) : undefined;
  const plain = compiled?.request ?? requests[name];
  if (found === undefined || plain === undefined) throw new Error(`the suite has no request for ${name}`);
  const additions = options.isInline === true ? {} : additionsOf(name, server.baseUrl);
  const hook = options.webhookUrl === undefined ? {} : { webhookUrl: options.webhookUrl };
  const request: TakeRequest = { ...plain, ...hook };
  const wire = options.wire?.(found) ?? found;
  const makes = compiled?.makes ?? (imageWires.includes(name) ? 'image' : 'video');
  const entry = entryOf(name, { baseUrl: server.baseUrl, model: request.model, makes });
  const address: Address = {
    baseUrl: server.baseUrl,
    origin: new URL(server.baseUrl).origin,
    isNamed: true,
    isEmulated: true,
    ...(server.credential === '' ? {} : { keyName: 'FANTASCOPE_SUITE_KEY' }),
  };
  const plan: Plan = {
    model: entry.id,
    request,
    carriers: [],
    losses: [],
    estimateUsd: { low: 0.14, high: 0.35, source: 'the suite', asOf: '2026-11-22' },
    needs: [],
  };
  const news: TakeNews[] = [];
  const secrets = secretsOf(server.credential);
  const take = options.take ?? newId('take', { nowMs: Date.now(), random: Math.random });
  return {
    home,
    out,
    job: {
      take,
      purpose: 'shoot',
      entry,
      address,
      plan,
      out,
      ceiling: { usdMicros: 500_000, acceptsUnpriced: false },
      supply: async () => samplePicture,
    },
    ports: {
      home,
      journal: openJournal(home, { nowMs: Date.now, secrets: () => secrets }),
      wire,
      setting: { baseUrl: baseUrlOf(name, server.baseUrl), dialect: { ...(compiled?.dialect ?? dialects[name]), ...additions.dialect } },
      net: openNet(
        { wire, address, key: server.credential === '' ? undefined : { name: 'FANTASCOPE_SUITE_KEY', value: server.credential } },
        { nowMs: Date.now },
      ),
      nowMs: Date.now,
      sleep: (ms, signal) => pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
      patience: { ...quick, ...options.patience },
      secrets,
      onNews: (each) => news.push(each),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.pause === undefined ? {} : { pause: options.pause }),
    },
    news,
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
