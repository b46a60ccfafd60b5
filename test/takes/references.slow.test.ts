import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@fantascope/emulators';
import { Shot } from '@fantascope/film';
import { type CatalogueEntry, catalogue, fileWays, type HttpRequest, type TakeRequest, wires } from '@fantascope/models';
import { submitOutcome } from '@fantascope/models/transport';
import { compile, type Facts, isRefusal, type Plan } from '@fantascope/plan';
import { writeControlPackage } from '@fantascope/render/control';
import { firstWindow } from '@fantascope/stage';
import { type FileStore, needsOf, openFileStore, openNet, type Supplied, supplyRequest } from '@fantascope/take';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleScene } from '../../packages/render/src/sample-film.ts';
import { type BucketServer, startBucket } from './bucket-server.ts';

const planted = 'AKIAPLANTED0000KEY:planted-bucket-secret/with+signs';
const live = catalogue().filter(
  ({ endOfLife, wire, dialect, settings }) =>
    endOfLife === undefined && wire !== 'stage' && (dialect['workflow'] === undefined || settings['workflow'] !== undefined),
);
/** Words cannot tell it: two moves after one another, with amounts. */
const camera = {
  lengthSec: 5,
  moves: [
    { kind: 'dolly', distanceM: 0.5, endRatio: 0.5 },
    { kind: 'orbit', angleDeg: 30, startRatio: 0.5 },
  ],
};
const said = { subject: 'a girl in a red dress', light: 'at dusk' };
const led = Shot.parse({ ...said, picture: 'girl.png', camera });
const changed = Shot.parse({ ...said, camera: { lengthSec: 5, moves: [{ kind: 'orbit', angleDeg: 20 }] } });

let folder = '';
let bucket: BucketServer;
/** What the stage has drawn for the shot, each file different from every other. */
const drawn = new Map<string, Supplied>();
const credentials = new Set([planted]);
/** Everything that was logged, kept or thrown. */
const heard: string[] = [];

beforeAll(async () => {
  bucket = await startBucket({ credential: planted });
  folder = mkdtempSync(join(tmpdir(), 'references-'));
  const scene = sampleScene(90);
  const window = firstWindow(scene, { aspectRatio: 16 / 9 });
  const shot = Shot.parse({ camera: { lengthSec: 0.5, moves: [{ kind: 'truck', distanceM: 0.3 }] } });
  await writeControlPackage({
    ...{ shot, source: { scene, sceneKey: 'sample', staging: { window, lensMm: 35, subjectDistanceM: 3 }, camera: shot.camera } },
    ...{ folder: join(folder, 'package'), widthPx: 640, heightPx: 360, fps: 24, frames: 9, workers: 2 },
    ...{ picture: { name: 'sample.png', sha256: null }, depth: { method: 'heuristic', isEstimated: true } },
  });
  const files = { picture: 'first.png', 'last-frame': 'last.png', 'reference-video': 'reference.mp4', 'base-video': 'colour.mp4' };
  const control = { 'control/colour': 'colour.mp4', 'control/mask': 'mask.mp4', 'control/depth': 'depth.mp4' };
  for (const [name, fileName] of Object.entries({ ...files, ...control, 'reference/0': 'last.png', 'last-picture': 'last.png' })) {
    const mime = fileName.endsWith('.mp4') ? 'video/mp4' : 'image/png';
    drawn.set(name, { bytes: readFileSync(join(folder, 'package', fileName)), mime, fileName });
  }
});
afterAll(async () => {
  await bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

const storeOf = ({ endpoint, bucket: name, credential }: BucketServer): FileStore =>
  openFileStore(
    { endpoint, bucket: name, region: 'us-east-1', isPathStyle: true, prefix: '' },
    {
      key: { name: 'FANTASCOPE_S3_SECRET_ACCESS_KEY', value: credential, from: 'environment' },
      nowMs: Date.now,
      log: (line) => heard.push(line),
    },
  );

/** The texts of a request: addresses, names, data. */
function textsOf(value: unknown): readonly string[] {
  // Some forms hold their addresses as JSON.
  if (typeof value === 'string') return value.startsWith('{"') ? textsOf(JSON.parse(value)) : [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(textsOf);
}

/** The files that a provider has in its hands after a submit: what stood in the request, what it fetched, what was uploaded to it. */
async function arrived(server: Emulator, http: HttpRequest): Promise<ReadonlySet<string>> {
  const hashes = new Set<string>();
  const add = (bytes: Uint8Array) => hashes.add(createHash('sha256').update(bytes).digest('hex'));
  for (const { value } of http.form ?? []) if (typeof value !== 'string') add(value.bytes);
  for (const text of textsOf(server.bill.at(-1)?.request)) {
    const inline = /^(?:data:[\w/+.-]+;base64,)?([A-Za-z0-9+/]{200,}={0,2})$/.exec(text)?.[1];
    const stored = server.stored(text);
    if (inline !== undefined) add(Buffer.from(inline, 'base64'));
    else if (stored !== undefined) add(stored);
    else if (text.startsWith(bucket.endpoint)) {
      const reply = await fetch(text);
      expect([reply.status, new URL(text).searchParams.has('X-Amz-Signature')]).toEqual([200, true]);
      add(new Uint8Array(await reply.arrayBuffer()));
      // The signature holds for this object and this life, and for nothing else.
      for (const other of [text.replace(/\.(png|mp4)\?/, '.$1x?'), text.replace('X-Amz-Expires=', 'X-Amz-Expires=9')])
        expect((await fetch(other)).status).toBe(403);
    }
  }
  return hashes;
}

/** Compiles, brings the files, posts; which of the plan's files did not arrive. */
async function missingOf(entry: CatalogueEntry, plan: Plan): Promise<readonly string[]> {
  const wire = wires[entry.wire];
  if (wire === undefined) throw new Error(`there is no wire ${entry.wire}`);
  const server = await startEmulator(entry.wire, { workMs: 1 });
  credentials.add(server.credential);
  try {
    const baseUrl = entry.wire === 'vertex-veo' ? `${server.baseUrl}/projects/film/locations/us-central1` : server.baseUrl;
    const setting = { baseUrl, dialect: Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value])) };
    const key = server.credential === '' ? undefined : { name: 'FANTASCOPE_SUITE_KEY', value: server.credential };
    const address = { baseUrl, origin: new URL(baseUrl).origin, isNamed: true, isEmulated: true, ...(key && { keyName: key.name }) };
    const net = openNet({ wire, address, key }, { nowMs: Date.now, log: (line) => heard.push(line) });
    const supply = async (name: string) => {
      const file = drawn.get(name);
      if (file === undefined) throw new Error(`the stage has drawn no ${name}`);
      return file;
    };
    const bringing = { entry, wire, setting, net, supply, store: storeOf(bucket), sleep: async () => undefined };
    const request: TakeRequest = await supplyRequest({ ...plan.request, clientKey: 'take-1' }, bringing);
    const { http, dropped } = wire.submit(request, setting);
    const outcome = submitOutcome(await net.send(http), { wire, request, setting });
    heard.push(JSON.stringify(outcome), JSON.stringify(slim(request)));
    if (outcome.outcome !== 'accepted') return [JSON.stringify(outcome)];
    const there = await arrived(server, http);
    const lost = needsOf(plan.request).filter((name) => {
      const { bytes } = drawn.get(name) ?? { bytes: new Uint8Array() };
      return !there.has(createHash('sha256').update(bytes).digest('hex'));
    });
    return [...lost, ...dropped.filter((field) => field !== 'clientKey')];
  } finally {
    await server.close();
  }
}

/** What may be kept of a request: its addresses are signed. */
function slim(request: TakeRequest): unknown {
  return JSON.parse(
    JSON.stringify(request, (name, value) => (name === 'url' && typeof value === 'string' ? value.replace(/\?.*$/s, '') : value)),
  );
}

/** Every way in which a model is shown something: the camera of the stage, a clip to change, people and things, a last picture. */
function plansOf(entry: CatalogueEntry, hasFileStore: boolean): Readonly<{ all: readonly Plan[]; change: Plan | undefined }> {
  const pictured = entry.takes.firstFrame === 'none' && !entry.takes.control && entry.takes.references === 0 ? changed : led;
  const shown: readonly (readonly [Shot, Facts])[] = [
    [pictured, entry.takes.needsBaseVideo ? { baseVideo: 'clip.mp4' } : {}],
    [changed, { baseVideo: 'clip.mp4' }],
    [pictured, { references: ['her.png'] }],
    [pictured, { lastPicture: 'end.png' }],
  ];
  const plans = shown.map(([shot, facts]) => {
    const plan = compile(shot, entry, { facts: { ...facts, hasFileStore } });
    return isRefusal(plan) ? undefined : plan;
  });
  return { all: plans.filter((plan) => plan !== undefined), change: plans[1] };
}

const takesClip = ({ takes }: CatalogueEntry) => takes.referenceVideos > 0 || takes.control || takes.baseVideo;
const hasClip = ({ request }: Plan) => (request.referenceVideos ?? request.control ?? request.baseVideo) !== undefined;

describe('what the stage has drawn reaches its model', () => {
  test.each(live.map((entry) => [entry.id, entry] as const))('%s', async (_, entry) => {
    const { all, change } = plansOf(entry, true);
    for (const plan of all)
      if (needsOf(plan.request).length > 0) expect(await missingOf(entry, plan), JSON.stringify(plan.needs)).toEqual([]);
    expect(all.some(hasClip), 'a clip goes to every model that takes one, and to no other').toBe(takesClip(entry));
    // Where a clip to change has no place, its loss is said.
    if (change !== undefined && change.request.baseVideo === undefined)
      expect(change.losses.map(({ part }) => part)).toContain('baseVideo');
  });

  // What a model takes in the second place is for files that are too large for the first.
  const second = live.flatMap((entry) =>
    (['inline', 'upload', 'address'] as const).flatMap((by) => {
      const takes = (kind: 'picture' | 'clip') => fileWays(entry, kind).filter((way, at) => at > 0 && way.by === by);
      const files = { picture: takes('picture'), clip: takes('clip') };
      return files.picture.length + files.clip.length === 0 ? [] : [[entry.id, by, { ...entry, files }] as const];
    }),
  );
  test.each(second)('%s, by its %s', async (_, __, entry) => {
    for (const plan of plansOf(entry, true).all)
      if (needsOf(plan.request).length > 0) expect(await missingOf(entry, plan), JSON.stringify(plan.needs)).toEqual([]);
  });

  test('without a bucket, what can only be fetched is a loss that names the way out, and nothing else is lost', () => {
    for (const entry of live) {
      const isFetched = (kind: 'picture' | 'clip') => fileWays(entry, kind).every(({ by }) => by === 'address');
      const without = plansOf(entry, false).all;
      for (const plan of without) {
        const { request } = plan;
        const clips = request.referenceVideos ?? request.control ?? request.baseVideo;
        const pictures = request.firstFrame ?? request.lastFrame ?? request.references;
        if (isFetched('clip')) expect(clips, entry.id).toBeUndefined();
        if (isFetched('picture')) expect(pictures, entry.id).toBeUndefined();
      }
      const isRefused = plansOf(entry, true).all.length !== without.length;
      const isTold = without.some(({ losses }) => losses.some(({ text }) => text.en.includes('FANTASCOPE_S3_BUCKET')));
      const isShort = (isFetched('clip') && takesClip(entry)) || (isFetched('picture') && entry.takes.firstFrame !== 'none');
      expect(isTold || isRefused, entry.id).toBe(isShort);
    }
  });

  test('no key stands in anything that was logged or may be kept', () => {
    expect(heard.length).toBeGreaterThan(300);
    const all = heard.join('\n');
    const parts = [...credentials].flatMap((credential) => credential.split(':')).filter((part) => part !== '');
    expect(parts.length).toBeGreaterThan(12);
    const keys = parts.flatMap((part) => [part, encodeURIComponent(part), Buffer.from(part).toString('base64')]);
    for (const key of [...keys, 'X-Amz-Signature']) expect(all.includes(key), key).toBe(false);
  });
});
