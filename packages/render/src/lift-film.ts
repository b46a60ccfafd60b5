import { resolve } from 'node:path';
import { Fault, type Film, type Fit, type Notice, startCentreIn } from '@fantascope/film';
import type { LiftStep, MatteMaker } from '@fantascope/lift';
import { findWeights } from '@fantascope/lift/lifted';
import type { LookAsked } from './look-source.ts';
import { SharedScenes } from './shared-scenes.ts';
import { type LiftedShot, type LiftSetting, liftShot } from './shot-source.ts';

/** Scenes of the first shots are kept from the fitting to the drawing, as long as they hold no more than this: reading one again takes 0.1 s. */
const MOST_KEPT_BYTES = 384 * 2 ** 20;
/** What `depth` may say that is no file. */
const depthWays: readonly string[] = ['auto', 'model', 'heuristic'];

/** How the shots of a film are lifted; the film's own frame goes before that of the setting. */
export type FilmLifting = Readonly<{
  /** Where the files that the film names are. */
  folder: string;
  setting: Omit<LiftSetting, 'widthPx' | 'heightPx' | 'fps' | 'matteMaker' | 'signal'>;
  /** For shots that do not say it themselves. Default: the film's. */
  fit?: Fit | undefined;
  signal?: AbortSignal;
  onStep?: (step: LiftStep, shot: Readonly<{ index: number; name: string }>) => void;
  onNotice?: (notice: Notice, name: string) => void;
}>;

/**
 * Lifts and fits every shot of a film before the first frame is drawn, so that a refusal costs no drawing. Throws cli.shot-without-picture and
 * what liftShot throws.
 */
export async function liftFilm(
  film: Film,
  { folder, setting, fit = film.fit, signal, onStep, onNotice }: FilmLifting,
): Promise<LiftedShot[]> {
  const shots: LiftedShot[] = [];
  const { widthPx, heightPx, fps } = film;
  let keptBytes = 0;
  // The model is opened once for the whole film, and only when some picture is not in the cache.
  await using matteMaker = matteMakerWhenNeeded(setting.cache);
  const cubes: LookAsked['cubes'] = new Map();
  const others = new SharedScenes();
  for (const [index, shot] of film.shots.entries()) {
    const name = shot.name ?? String(index + 1);
    const picture = shot.picture === undefined ? shot.animatic : resolve(folder, shot.picture);
    if (picture === undefined) throw new Fault('cli.shot-without-picture', { shot: name });
    const lifted = await liftShot(
      {
        picture,
        camera: shot.camera,
        fit: shot.fit ?? fit,
        startCropRatio: shot.startCropRatio,
        startCentre: startCentreIn(shot, widthPx / heightPx),
        depth: shot.depth === undefined || depthWays.includes(shot.depth) ? shot.depth : resolve(folder, shot.depth),
        depthBrush: shot.depthBrush === undefined ? undefined : resolve(folder, shot.depthBrush),
        layers: shot.layers,
        look: { shot, film, folder, cubes },
      },
      {
        ...{ ...setting, widthPx, heightPx, fps, matteMaker, others, isDrawnSoon: keptBytes < MOST_KEPT_BYTES },
        ...(signal === undefined ? {} : { signal }),
        ...(onStep === undefined ? {} : { onStep: (step: LiftStep) => onStep(step, { index, name }) }),
      },
    );
    signal?.throwIfAborted();
    for (const notice of lifted.notices) onNotice?.(notice, name);
    shots.push(lifted);
    keptBytes += lifted.keptBytes;
  }
  return shots;
}

/** A matte maker that loads its code when the first picture asks, so that a film whose pictures are all lifted starts 0.1 s sooner. */
function matteMakerWhenNeeded(cache: string): MatteMaker {
  let opening: Promise<MatteMaker> | undefined;
  const open = async () => (await import('@fantascope/lift')).openMatte({ weights: await findWeights('isnet-medium', { cache }) });
  return {
    matteOf: async (picture) => {
      opening ??= open();
      return await (await opening).matteOf(picture);
    },
    [Symbol.asyncDispose]: async () => await (await opening)?.[Symbol.asyncDispose](),
  };
}
