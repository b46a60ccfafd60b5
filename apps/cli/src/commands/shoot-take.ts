import { type Camera, Fault, type Fit, type FrameSize, newId, Shot } from '@fantascope/film';
import { pictureSize } from '@fantascope/lift';
import { cacheDir } from '@fantascope/lift/lifted';
import type { CatalogueEntry } from '@fantascope/models';
import { compile, isRefusal, type Loss, type Plan } from '@fantascope/plan';
import { type LiftedShot, withInterrupt } from '@fantascope/render';
import {
  type Address,
  addressOf,
  allowedMoney,
  type Ceiling,
  dataDir,
  dialectFacts,
  knownAddress,
  readCapability,
  receiptOf,
  resumeTake,
  runTake,
  type Supply,
  type TakeEnd,
  type TakeJob,
  type TakeRecord,
  usdMicros,
  usdText,
} from '@fantascope/take';
import { askLine, isAtTerminal } from '../ask.ts';
import type { Door } from '../door.ts';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import type { SpendOptions } from '../spend-options.ts';
import { openStageFiles } from '../stage-files.ts';
import { knownModel, openPorts, ownModelsPath, type TakePlace } from '../take-setting.ts';
import { sayReceipt, tellTake } from '../take-speech.ts';

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
  lift: (shot: Shot, frame: FrameSize, signal: AbortSignal) => Promise<LiftedShot>;
}>;

/** A shot made by a provider's model: compiled, agreed to, sent once, waited for and fetched. */
export async function shootTake(asked: Asked, setting: Setting): Promise<void> {
  const { env } = setting;
  const { image, out, frame } = asked;
  await checkOut(out, { option: '--out', inputs: asked.inputs });
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
  const dialect = await dialectFor(entry, address, setting);
  const plan = planFor(entry, shot, {
    setting,
    facts: {
      dialect,
      frame,
      ...(size === null ? {} : { pictureSizePx: size }),
      ...(asked.seed === undefined ? {} : { seed: asked.seed }),
    },
  });
  await withInterrupt(async (signal) => {
    const files = openStageFiles(
      { plan, image, shot, frame, cache: cacheDir(env), signal, lift: (wanted, raised) => asked.lift(shot, wanted, raised) },
      setting,
    );
    try {
      await makeTake({ purpose: 'shoot', entry, address, dialect, plan, out, spend: asked.spend, supply: files.supply, signal }, setting);
    } finally {
      await files.close();
    }
  });
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
  { setting, facts }: Readonly<{ setting: Setting; facts: NonNullable<Parameters<typeof compile>[2]>['facts'] }>,
): Plan {
  const plan = compile(shot, entry, facts === undefined ? {} : { facts });
  if (isRefusal(plan)) {
    const { en, zh } = plan.refused.text;
    throw new Fault('take.refused-plan', { model: entry.id, problemEn: en, problemZh: zh });
  }
  if (plan.needs.some(({ kind }) => kind === 'workflow'))
    throw new Fault('take.no-workflow', { model: entry.id, path: ownModelsPath(setting.env) });
  return plan;
}

type Wanted = Pick<TakeJob, 'purpose' | 'entry' | 'address' | 'plan' | 'out'> &
  Readonly<{ dialect: Readonly<Record<string, string>>; spend: SpendOptions; supply: Supply; signal: AbortSignal }>;

/** Says what it will be and cost, asks where that is due, makes the take and gives its receipt. */
export async function makeTake(wanted: Wanted, setting: Setting): Promise<TakeEnd> {
  const { door } = setting;
  const { purpose, entry, address, dialect, plan, out, spend, supply, signal } = wanted;
  const place: TakePlace = { model: entry.id, wire: entry.wire, address, dialect };
  const take = newId('take', { nowMs: Date.now(), random: Math.random });
  const amount = usdText(usdMicros(plan.estimateUsd?.high ?? spend.maxUsd ?? 0));
  const ports = await openPorts(place, setting, { signal, onNews: tellTake(door, { wire: entry.wire, take, amount }) });
  if (address.isEmulated) door.notice({ code: 'take.emulated', params: { origin: address.origin, wire: entry.wire } });
  sayPlan(plan, entry, door);
  const ceiling = await ceilingFor({ plan, entry, spend }, door);
  // Before any file is drawn or sent.
  allowedMoney({ plan, entry, ceiling });
  const onDropped = (parts: readonly string[]) =>
    door.notice({ code: 'take.dropped', params: { model: entry.id, parts: parts.join(', ') } });
  const end = await runTake({ take, purpose, entry, address, plan, out, ceiling, supply, onDropped }, ports);
  tellEnd(end, door);
  return end;
}

/** Says how a take ended; its exit code is that of its end. */
export function tellEnd({ record, left }: TakeEnd, door: Door): void {
  const receipt = receiptOf(record, left);
  sayReceipt(receipt, door);
  door.result({ ...receipt, notices: door.spokenNotices() });
  process.exitCode = exitCodeOf(record.state);
}

/** 0 ready, 130 called off or left, 3 refused or failed, 6 for what a person has to look at. */
export function exitCodeOf(state: TakeEnd['record']['state']): number {
  switch (state) {
    case 'ready':
    case 'closed':
      return 0;
    case 'cancelled':
    case 'shooting':
      return 130;
    case 'refused':
    case 'failed':
      return 3;
    default:
      return 6;
  }
}

/** Goes on with a take that was begun earlier. */
export async function goOnWith({ take, money }: TakeRecord, place: TakePlace, setting: Setting, signal: AbortSignal): Promise<TakeEnd> {
  const amount = usdText(money.usdMicros);
  const ports = await openPorts(place, setting, { signal, onNews: tellTake(setting.door, { wire: place.wire, take, amount }) });
  return resumeTake(take, ports);
}

function sayPlan({ estimateUsd: estimate, losses }: Plan, entry: CatalogueEntry, door: Door): void {
  const text = door.text.take;
  const lines = [`${entry.name[door.language]} (${entry.id})`];
  if (losses.length > 0) lines.push(text.losses, ...losses.map((loss) => `  ${lossLine(loss, door)}`));
  if (estimate === null) lines.push(text.unpriced);
  else if (estimate.high === 0) lines.push(text.free);
  else lines.push(text.costs(usdText(usdMicros(estimate.low)), usdText(usdMicros(estimate.high)), estimate.source, estimate.asOf));
  for (const line of lines) door.aside(line);
}

function lossLine({ severity, text }: Loss, door: Door): string {
  return `${door.text.take.severity[severity]}: ${text[door.language]}`;
}

/** --max-usd, else a person's yes; null where neither is to be had. Throws take.declined. */
async function ceilingFor(
  { plan, entry, spend }: Readonly<{ plan: Plan; entry: CatalogueEntry; spend: SpendOptions }>,
  door: Door,
): Promise<Ceiling | null> {
  const text = door.text.take;
  const { maxUsd, acceptUnpriced = false } = spend;
  if (maxUsd !== undefined) return { usdMicros: usdMicros(maxUsd), acceptsUnpriced: acceptUnpriced };
  const { estimateUsd: estimate } = plan;
  if (estimate?.high === 0 || !isAtTerminal()) return null;
  if (estimate === null) {
    const most = Number((await askLine(text.agreeUnpriced(entry.id))).trim().replace(/^\$/, ''));
    if (!(most > 0 && most <= 100_000)) throw new Fault('take.declined');
    return { usdMicros: usdMicros(most), acceptsUnpriced: true };
  }
  const high = usdMicros(Math.max(estimate.low, estimate.high));
  if (!text.yes.test((await askLine(text.agree(usdText(high), entry.id))).trim())) throw new Fault('take.declined');
  return { usdMicros: high, acceptsUnpriced: false };
}
