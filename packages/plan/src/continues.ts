import type { Shot } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { both, bothAs } from './both.ts';
import { canBring } from './draft.ts';
import type { CompileOptions, Facts, Loss, Plan } from './plan.ts';

/** What a shot says of its own picture; the frame it begins with instead is whole, and nothing is known of it. */
const ofOwnPicture = ['startCropRatio', 'startCentre', 'fit', 'depth', 'depthBrush', 'layers'] as const;

/** Whether a model can begin a shot with the last frame of the one before: it makes moving pictures from a first frame that gets to it. */
export function canContinue({ entry, facts }: Readonly<{ entry: CatalogueEntry; facts: Facts }>): boolean {
  return entry.makes === 'video' && entry.camera !== 'exact' && entry.takes.firstFrame !== 'none' && canBring({ entry, facts }, 'picture');
}

/** A shot that begins with the whole last frame of the one before: it was cut to the frame already. */
export function goingOn(shot: Shot): Shot {
  const own = new Set<string>([...ofOwnPicture, 'continues']);
  return { ...(Object.fromEntries(Object.entries(shot).filter(([field]) => !own.has(field))) as Shot), picture: 'need:previous-frame' };
}

/** The options of a shot that goes on. Where a clip that shows the camera cannot stand beside a first frame, the frame stays and the camera is said in words. */
export function frameFirst(options: CompileOptions, entry: CatalogueEntry): CompileOptions {
  // The size is of the shot's own picture.
  const { pictureSizePx: _, ...facts } = options.facts ?? {};
  const excludes = entry.exclusions.some((set) => set.includes('firstFrame') && set.includes('referenceVideos'));
  return { ...options, facts, ...(excludes ? { answers: { ...options.answers, camera: 'words' } } : {}) };
}

/** The plan of a shot that goes on, told by the shot as it is: the frame is what it continues, and what it says of its own picture is lost. */
export function asContinued(plan: Plan, shot: Shot): Plan {
  const renamed = <T extends Readonly<{ part: string }>>(each: T): T => (each.part === 'picture' ? { ...each, part: 'continues' } : each);
  const lost = (part: string, code: 'plan.continues-own-picture' | 'plan.continues-own-parts'): Loss => ({
    ...{ part, kind: 'dropped', aspects: ['reference'], severity: 'slight', text: both(code) },
  });
  return {
    ...plan,
    carriers: plan.carriers.map(renamed),
    losses: [
      ...plan.losses.map(renamed),
      ...(shot.picture === undefined ? [] : [lost('picture', 'plan.continues-own-picture')]),
      ...ofOwnPicture.filter((part) => shot[part] !== undefined).map((part) => lost(part, 'plan.continues-own-parts')),
    ],
    needs: withPreviousFrame(plan.needs),
  };
}

/** What a request needs, its picture being the last frame of the take before. */
export function withPreviousFrame(needs: Plan['needs']): Plan['needs'] {
  return needs.map((need) => (need.kind === 'picture' ? { kind: 'previous-frame' } : need));
}

/** The plan of a shot that should go on, for a model that cannot begin with a frame. */
export function asBroken(plan: Plan, entry: CatalogueEntry): Plan {
  const text = both('plan.continues-dropped', bothAs('name', entry.name));
  const loss: Loss = { part: 'continues', kind: 'dropped', aspects: ['reference'], severity: 'severe', text };
  return { ...plan, losses: [loss, ...plan.losses] };
}
