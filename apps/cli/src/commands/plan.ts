import { readFileSync } from 'node:fs';
import { Fault } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { catalogue, readCatalogue } from '@fantascope/models/catalogue';
import { type Answers, choose, compile, type Facts, type Goal, isRefusal, type Plan, type Refusal } from '@fantascope/plan';
import { readFilmShot } from '../film-shot.ts';
import { allTable, planTable } from '../plan-table.ts';
import type { Setting } from '../setting.ts';
import { readShot, type ShotOptions } from './read-shot.ts';

/** The options of `plan`. */
export type PlanOptions = ShotOptions &
  Readonly<{
    model?: string;
    all?: boolean;
    size?: Readonly<{ widthPx: number; heightPx: number }>;
    fps?: number;
    seed?: number;
    audio?: boolean;
    reference?: readonly string[];
    lastPicture?: string;
    baseVideo?: string;
    moves?: 'refuse' | 'split' | 'merge';
    wordsOnly?: boolean;
    goal?: 'camera' | 'cheapest' | 'fastest' | 'balanced';
    catalogue?: string;
    /** The source is a film file, and this is the number or name of its shot. */
    shot?: string;
  }>;

/** Shows what a shot becomes on one model or on all of them. A model that refuses is an answer among all, and exit code 3 on its own. */
export async function plan(source: string, options: PlanOptions, setting: Setting): Promise<void> {
  const { door } = setting;
  if ((options.model === undefined) === (options.all !== true)) throw new Fault('plan.one-or-all', {});
  const filmed = options.shot === undefined ? undefined : await readFilmShot(source, { named: options.shot, door });
  const shot = filmed?.shot ?? readShot(source, options, setting);
  const known = knownModels(options.catalogue);
  const entries = new Map(known.map((entry) => [entry.id, entry]));
  const asked = {
    facts: {
      ...factsOf(options, { aspectRatio: shot.camera.aspectRatio, env: setting.env }),
      ...(filmed === undefined ? {} : { cast: filmed.cast, ...(options.size === undefined ? { frame: filmed.frame } : {}) }),
    },
    answers: answersOf(options, filmed === undefined ? source : ''),
  };
  const table = { text: door.text.plan, language: door.language, entries, shot };
  if (options.all === true) {
    const goal: Goal = options.goal === undefined || options.goal === 'camera' ? 'obeys camera' : options.goal;
    const ranked = choose(shot, known, { ...asked, goal });
    for (const line of allTable(ranked, table)) door.line(line);
    door.result(
      ranked.map(({ plan: each, why }) => ({
        ...(isRefusal(each) ? { ...each, carriers: [], losses: [], estimateUsd: null } : told(each)),
        why,
      })),
    );
    return;
  }
  const one = compile(shot, findModel(options.model ?? '', known), asked);
  for (const line of planTable(one, table)) door.line(line);
  door.result(told(one));
  if (isRefusal(one)) process.exitCode = 3;
}

/** A workflow is data of the entry, and long. */
function told(each: Plan | Refusal): object {
  if (isRefusal(each)) return each;
  const { settings: _, ...request } = each.request;
  return { ...each, request, ...(each.next === undefined ? {} : { next: each.next.map(told) }) };
}

/** Our models with those of a person's own file. Throws `models.bad-catalogue`. */
export function knownModels(path: string | undefined): readonly CatalogueEntry[] {
  if (path === undefined) return catalogue();
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Fault('camera.unreadable', { path, problem: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  return readCatalogue(json);
}

/** The entry of an id. Throws `plan.unknown-model`, which names the nearest. */
export function findModel(id: string, known: readonly CatalogueEntry[]): CatalogueEntry {
  const found = known.find((entry) => entry.id === id);
  if (found !== undefined) return found;
  const pieces = id.toLowerCase().split(/[/\s.-]+/);
  const score = (entry: CatalogueEntry) => pieces.filter((piece) => piece !== '' && entry.id.includes(piece)).length;
  const near = [...known].sort((a, b) => score(b) - score(a)).filter((entry) => score(entry) > 0);
  throw new Fault('plan.unknown-model', {
    id,
    near: (near.length > 0 ? near : known)
      .slice(0, 3)
      .map((entry) => entry.id)
      .join(', '),
  });
}

function factsOf(
  { size, fps, seed, audio, reference, lastPicture, baseVideo }: PlanOptions,
  { aspectRatio, env }: Readonly<{ aspectRatio: number; env: Setting['env'] }>,
): Facts {
  const wide = { widthPx: 1920, heightPx: 1080 };
  const frame = { ...(size ?? (aspectRatio < 1 ? { widthPx: 1080, heightPx: 1920 } : wide)), fps: fps ?? 30 };
  return {
    frame,
    ...(seed === undefined ? {} : { seed }),
    ...(audio === true ? { hasAudio: true } : {}),
    ...(reference === undefined ? {} : { references: reference }),
    ...(lastPicture === undefined ? {} : { lastPicture }),
    ...(baseVideo === undefined ? {} : { baseVideo }),
    // A bucket on this machine is not there for providers on the internet; `shoot` knows which provider it asks.
    hasFileStore: Boolean(env.FANTASCOPE_S3_BUCKET) && !/^https?:\/\/(localhost|127\.|\[::1\])/.test(env.FANTASCOPE_S3_ENDPOINT ?? ''),
  };
}

function answersOf({ moves, wordsOnly }: PlanOptions, source: string): Answers {
  return {
    ...(moves === undefined ? {} : { moves }),
    ...(wordsOnly === true ? { camera: 'words' as const } : {}),
    // Who writes the shot in Chinese wants the camera said in Chinese.
    ...(/[\u4e00-\u9fff]/.test(source) ? { language: 'zh' as const } : {}),
  };
}
