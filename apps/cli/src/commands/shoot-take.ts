import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type Camera, Fault, type Fit, type FrameSize, Shot } from '@fantascope/film';
import { pictureSize } from '@fantascope/lift';
import { cacheDir } from '@fantascope/lift/lifted';
import { writeLastFrame } from '@fantascope/media';
import type { CatalogueEntry } from '@fantascope/models';
import { type Answers, type CastFact, compile, type Facts, isRefusal, type Plan, splitShot } from '@fantascope/plan';
import { type LiftedShot, withInterrupt } from '@fantascope/render';
import { type Address, addressOf, dataDir, dialectFacts, knownAddress, readCapability } from '@fantascope/take';
import { makeTakes, type TakeFiles, type TakePart } from '../make-takes.ts';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import type { SpendOptions } from '../spend-options.ts';
import { openStageFiles } from '../stage-files.ts';
import { hasFileStore, knownModel, ownModelsPath } from '../take-setting.ts';

/** In the place of a picture: the model makes the shot from words alone. */
const NO_PICTURE = '-';

type Asked = Readonly<{
  /** A picture's path, or `-` for none. */
  image: string;
  camera: Camera;
  /** What the look options ask for. */
  look: Readonly<Record<string, unknown>>;
  prompt: string | undefined;
  seed: number | undefined;
  fit: Fit | undefined;
  startCrop: number | undefined;
  startCentre: { xRatio: number; yRatio: number } | undefined;
  frame: FrameSize & Readonly<{ fps: 24 | 25 | 30 | 50 | 60 }>;
  /** --size or --aspect was given; else the picture's own shape is kept. */
  isFrameAsked: boolean;
  out: string;
  inputs: readonly string[];
  model: string;
  spend: SpendOptions;
  references: readonly string[];
  /** Who of a film's cast is in the shot. */
  cast?: readonly CastFact[];
  lastPicture: string | undefined;
  baseVideo: string | undefined;
  moves: Answers['moves'];
  lift: (from: LiftFrom, frame: FrameSize, signal: AbortSignal) => Promise<LiftedShot>;
}>;

/** What the stage draws a take's files from. `isGoingOn`: a frame of the take before, which was cut to the frame already. */
export type LiftFrom = Readonly<{ image: string; shot: Shot; isGoingOn: boolean }>;

/** A shot made by a provider's model: compiled, agreed to, sent once, waited for and fetched. */
export async function shootTake(asked: Asked, setting: Setting): Promise<void> {
  const { env } = setting;
  const { image, out, frame } = asked;
  const entry = await knownModel(asked.model, env);
  const size = image === NO_PICTURE ? null : await pictureSize(image);
  const aspectRatio = asked.isFrameAsked || size === null ? frame.widthPx / frame.heightPx : size.widthPx / size.heightPx;
  const shot = Shot.parse({
    ...asked.look,
    camera: { ...asked.camera, aspectRatio },
    ...(image === NO_PICTURE ? {} : { picture: image }),
    ...(asked.prompt === undefined ? {} : { subject: asked.prompt }),
    ...(asked.fit === undefined ? {} : { fit: asked.fit }),
    ...(asked.startCrop === undefined ? {} : { startCropRatio: asked.startCrop }),
    ...(asked.startCentre === undefined ? {} : { startCentre: asked.startCentre }),
  });
  const address = await knownAddress(addressOf(entry, env), { nowMs: Date.now });
  const { references, lastPicture, baseVideo, moves } = asked;
  const dialect = await dialectFor(entry, address, setting);
  const plan = planFor(entry, shot, {
    setting,
    facts: {
      dialect,
      frame,
      ...(size === null ? {} : { pictureSizePx: size }),
      ...(asked.seed === undefined ? {} : { seed: asked.seed }),
      ...(references.length === 0 ? {} : { references }),
      ...(asked.cast === undefined ? {} : { cast: asked.cast }),
      ...(lastPicture === undefined ? {} : { lastPicture }),
      ...(baseVideo === undefined ? {} : { baseVideo }),
      hasFileStore: hasFileStore(address, env),
    },
    answers: moves === undefined ? {} : { moves },
  });
  const shots = plan.next === undefined ? [shot] : splitShot(shot).map((part) => part.shot);
  const outs = outsOf(out, shots.length);
  for (const each of outs) await checkOut(each, { option: '--out', inputs: asked.inputs });
  const folder = await mkdtemp(join(tmpdir(), 'fantascope-frames-'));
  try {
    await withInterrupt(async (signal) => {
      const parts = outs.map((each, i): TakePart => ({ out: each, files: (before) => filesOf(i, { before, signal }) }));
      await makeTakes({ purpose: 'shoot', entry, address, dialect, plan, spend: asked.spend, parts, signal }, setting);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  /** A later take begins with the last frame of the one before. */
  async function filesOf(i: number, { before, signal }: Readonly<{ before: string | undefined; signal: AbortSignal }>): Promise<TakeFiles> {
    const isGoingOn = before !== undefined;
    const start = isGoingOn ? join(folder, `frame-${i}.png`) : image;
    if (isGoingOn) await writeLastFrame(before, start, { env, signal });
    const own = plansOf(plan)[i] ?? plan;
    const drawn = shots[i] ?? shot;
    const { startCropRatio: _, startCentre: __, fit: ___, ...whole } = drawn;
    const from: LiftFrom = { image: start, shot: isGoingOn ? { ...whole, picture: start } : drawn, isGoingOn };
    const lift = (wanted: FrameSize, raised: AbortSignal) => asked.lift(from, wanted, raised);
    return openStageFiles({ plan: own, image: start, shot: from.shot, frame, cache: cacheDir(env), signal, lift }, setting);
  }
}

/** A plan and those that follow it. */
function plansOf({ next = [], ...first }: Plan): readonly Plan[] {
  return [first, ...next];
}

/** out.mp4, or out-1.mp4, out-2.mp4 … where a shot becomes several takes. */
function outsOf(out: string, count: number): readonly string[] {
  const ending = extname(out);
  const stem = out.slice(0, out.length - ending.length);
  return count === 1 ? [out] : Array.from({ length: count }, (_, i) => `${stem}-${i + 1}${ending}`);
}

/** The entry's dialect with what probes have found of it. */
export async function dialectFor(entry: CatalogueEntry, address: Address, { env }: Setting): Promise<Readonly<Record<string, string>>> {
  const found = await readCapability(dataDir(env), { model: entry.id, isEmulated: address.isEmulated });
  const own = Object.fromEntries(Object.entries(entry.dialect).map(([name, { value }]) => [name, value]));
  return { ...own, ...dialectFacts(found) };
}

/** Compiles, and throws take.refused-plan or take.no-workflow where nothing can be sent. */
export function planFor(
  entry: CatalogueEntry,
  shot: Shot,
  { setting, facts, answers = {} }: Readonly<{ setting: Setting; facts: Facts; answers?: Answers }>,
): Plan {
  const plan = compile(shot, entry, { facts, answers });
  if (isRefusal(plan)) {
    const { en, zh } = plan.refused.text;
    throw new Fault('take.refused-plan', { model: entry.id, problemEn: en, problemZh: zh });
  }
  if (plan.needs.some(({ kind }) => kind === 'workflow'))
    throw new Fault('take.no-workflow', { model: entry.id, path: ownModelsPath(setting.env) });
  return plan;
}
