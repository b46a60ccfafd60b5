import { Fault, type FrameSize, type Shot } from '@fantascope/film';
import { type Plan, ratioOf } from '@fantascope/plan';
import type { LiftedShot } from '@fantascope/render';
import { givenFile, givenPath, needsOf, type Supplied, type Supply } from '@fantascope/take';
import type { Setting } from './setting.ts';

type Asked = Readonly<{
  plan: Plan;
  image: string;
  shot: Shot;
  frame: FrameSize & Readonly<{ fps: 24 | 25 | 30 | 50 | 60 }>;
  lift: (frame: FrameSize, signal: AbortSignal) => Promise<LiftedShot>;
  cache: string;
  signal: AbortSignal;
}>;

/** Makes or reads what a plan needs: from the stage, or a file that a person has given. What the stage draws is removed by `close`. */
export function openStageFiles({ plan, ...asked }: Asked, { env }: Setting): Readonly<{ supply: Supply; close: () => Promise<void> }> {
  const { request, needs, model } = plan;
  let opened: Promise<Readonly<{ file: (name: string) => Promise<Supplied | undefined>; close: () => Promise<void> }>> | undefined;
  const open = async () => {
    const { openStageFiles: openFiles } = await import('@fantascope/render/control');
    const { frames, widthPx, heightPx } = request;
    const isGoingOn = needs.some(({ kind }) => kind === 'previous-frame');
    const wants = { names: needsOf(request), model, aspectRatio: pictureRatio(plan), isGoingOn, frames, widthPx, heightPx };
    return openFiles({ ...asked, wants, env });
  };
  return {
    supply: async (name) => {
      const path = givenPath(plan, name);
      if (path !== undefined) return givenFile(path, { kind: name === 'base-video' ? 'clip' : 'picture' });
      opened ??= open();
      const made = await (await opened).file(name);
      if (made === undefined) throw new Fault('take.no-supply', { model, part: name });
      return made;
    },
    close: async () => await (await opened)?.close(),
  };
}

/** The shape that the model is sent the picture in; undefined: the film's own. */
function pictureRatio({ needs }: Plan): number | undefined {
  const need = needs.find(({ kind }) => kind === 'picture');
  return need?.kind === 'picture' && need.aspect !== undefined ? ratioOf(need.aspect) : undefined;
}
