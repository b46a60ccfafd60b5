import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, Shot } from '@fantascope/film';
import { pictureSize } from '@fantascope/lift';
import type { CatalogueEntry } from '@fantascope/models';
import { withInterrupt } from '@fantascope/render';
import {
  addressOf,
  type CapabilityFile,
  dataDir,
  knownAddress,
  type ProbeFact,
  probeFacts,
  type TakeRecord,
  writeCapability,
} from '@fantascope/take';
import { askLine, isAtTerminal } from '../ask.ts';
import { makeTakes } from '../make-takes.ts';
import { checkOut } from '../out-file.ts';
import type { Setting } from '../setting.ts';
import type { SpendOptions } from '../spend-options.ts';
import { openStageFiles } from '../stage-files.ts';
import { hasFileStore, knownModel } from '../take-setting.ts';
import { dialectFor, planFor } from './shoot-take.ts';

type ProbeOptions = SpendOptions & Readonly<{ image?: string; out?: string; seen?: 'turned' | 'tilted' }>;

/** The shortest a model makes, seconds. */
function leastSec({ lengths, cameraLengthsSec }: CatalogueEntry): number {
  if (cameraLengthsSec !== undefined) return Math.min(...cameraLengthsSec);
  if (lengths === undefined) return 5;
  if ('choicesSec' in lengths) return Math.min(...lengths.choicesSec);
  return 'leastSec' in lengths ? lengths.leastSec : lengths.leastFrames / lengths.fps;
}

/** One cheap real call: the shortest take the model makes, with the camera that tells its unverified facts apart; what it shows is kept with its date. */
export async function probeModel(id: string, options: ProbeOptions, setting: Setting): Promise<void> {
  const { door, env } = setting;
  const text = door.text.take;
  const entry = await knownModel(id, env);
  const { settles, open } = probeFacts(entry);
  const { image } = options;
  if (entry.takes.firstFrame === 'required' && image === undefined)
    throw new Fault('cli.missing', { name: '--image <file>', command: 'probe' });
  const home = dataDir(env);
  const address = await knownAddress(addressOf(entry, env), { nowMs: Date.now });
  const ending = entry.makes === 'image' ? '.png' : '.mp4';
  const out = options.out ?? join(home, 'probes', `${entry.id.replaceAll('/', '__')}${ending}`);
  if (options.out === undefined) await mkdir(join(home, 'probes'), { recursive: true, mode: 0o700 });
  await checkOut(out, { option: '--out', inputs: image === undefined ? [] : [image] });
  // Asked for in the words whose meaning is in question, whatever an earlier probe found.
  const dialect = {
    ...(await dialectFor(entry, address, setting)),
    ...Object.fromEntries(settles.map(({ name, value }) => [name, value])),
  };
  const size = image === undefined ? null : await pictureSize(image);
  const shot = Shot.parse({
    camera: {
      lengthSec: leastSec(entry),
      moves: [{ kind: 'pan', angleDeg: 30 }],
      ...(size === null ? {} : { aspectRatio: size.widthPx / size.heightPx }),
    },
    subject: 'a brick wall with a window, a lamp and a door, nothing moves',
    ...(image === undefined || entry.takes.firstFrame === 'none' ? {} : { picture: image }),
  });
  const frame = { widthPx: 1280, heightPx: 720, fps: 24 } as const;
  const plan = planFor(entry, shot, {
    setting,
    facts: { dialect, frame, hasFileStore: hasFileStore(address, env), ...(size === null ? {} : { pictureSizePx: size }) },
  });
  if (settles.length + open.length === 0) door.line(text.noUnverified);
  const record = await withInterrupt(async (signal) => {
    const lift = async (): Promise<never> => {
      // A probe's picture is sent as it is; only a shape the model cannot take would need the stage.
      throw new Fault('take.bad-picture', { path: image ?? '' });
    };
    const files = openStageFiles({ plan, image: image ?? '', shot, frame, cache: '', signal, lift }, setting);
    const parts = [{ out, files: async () => files }];
    const [end] = await makeTakes({ purpose: 'probe', entry, address, dialect, plan, spend: options, parts, signal }, setting);
    return end?.record;
  });
  if (record === undefined) return;
  if (record.ticket === undefined && record.state !== 'refused') return;
  const found = await foundBy(record, { settles, options, setting });
  const path = await writeCapability(
    home,
    capabilityOf(record, { found, open: [...open, ...settles.map(({ name }) => name).filter((name) => !(name in found))] }),
  );
  for (const [name, { value }] of Object.entries(found)) door.line(text.probeSettled(name, value));
  const left = [...open, ...settles.map(({ name }) => name).filter((name) => !(name in found))];
  if (left.length > 0) door.line(text.probeOpen(left.join(', ')));
  door.line(text.probeFile(path));
}

type Found = CapabilityFile['dialect'];

async function foundBy(
  record: TakeRecord,
  { settles, options, setting }: Readonly<{ settles: readonly ProbeFact[]; options: ProbeOptions; setting: Setting }>,
): Promise<Found> {
  const found: Record<string, Found[string]> = {};
  for (const fact of settles) {
    if (fact.by === 'acceptance') {
      if (record.state !== 'refused') found[fact.name] = { value: fact.value, by: 'acceptance' };
      continue;
    }
    if (record.state !== 'ready') continue;
    const seen = options.seen ?? (await askSeen(record.intent.out, setting));
    const value = seen === undefined ? undefined : fact.seen[seen];
    if (value !== undefined) found[fact.name] = { value, by: 'person' };
  }
  return found;
}

async function askSeen(file: string, { door }: Setting): Promise<'turned' | 'tilted' | undefined> {
  if (!isAtTerminal()) return undefined;
  const answer = (await askLine(door.text.take.probeAsk(file))).trim().toLowerCase();
  return answer === 't' ? 'turned' : answer === 'u' ? 'tilted' : undefined;
}

function capabilityOf(record: TakeRecord, { found, open }: Readonly<{ found: Found; open: readonly string[] }>): CapabilityFile {
  const { intent, file } = record;
  const { widthPx, heightPx, lengthSec, fps } = file ?? {};
  const figures = { widthPx, heightPx, lengthSec, fps };
  return {
    v: 1,
    model: intent.model,
    asOf: new Date(intent.atMs).toISOString().slice(0, 10),
    take: record.take,
    isEmulated: intent.isEmulated,
    isAccepted: record.state !== 'refused',
    ...(record.reason === undefined ? {} : { problem: record.reason }),
    money: record.money,
    ...(file === undefined ? {} : { file: JSON.parse(JSON.stringify(figures)) as NonNullable<CapabilityFile['file']> }),
    dialect: found,
    open: [...open],
  };
}
