import { writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault, type Notice } from '@fantascope/film';
import { checkSpokenHere, liftShot, missingGlyphs, renderLifted, speakFilm } from '@fantascope/render';
import { workAsChild } from '../child/work-as-child.ts';
import type { RenderMade, RenderNews, RenderTask } from './render-task.ts';

/** Of a film's time, what lifting its pictures is taken for; a picture takes some seconds where the cache does not have it. */
const LIFT_SHARE = 0.3;

type At = Readonly<{ signal: AbortSignal; tell: (news: RenderNews) => void }>;

// Behind everything that answers people: threads and encoders begin with the priority of the process that starts them.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A system that does not let us only shares its time less well.
}

/** Renders a film to one file. */
async function film(
  { film: document, folder, out, format, outside, cache, footage, label }: Extract<RenderTask, { task: 'film' }>,
  { signal, tell }: At,
): Promise<RenderMade> {
  checkSpokenHere(document);
  const notices: Notice[] = [];
  const missing = missingGlyphs(document);
  if (missing.length > 0) notices.push({ code: 'render.glyphs-missing', params: { characters: missing.join(' ') } });
  const setting = { cache, depth: 'auto', outside, refresh: false } as const;
  const played = new Map(footage.map(({ index, file, key }) => [index, { file: resolve(folder, file), key }]));
  const many = document.shots.length - played.size;
  const voices = await speakFilm(document, { cacheDir: cache, signal });
  let doneRatio = 0;
  // Footage may be played while pictures are still lifted.
  const tellAtLeast = (ratio: number) => {
    doneRatio = Math.max(doneRatio, ratio);
    tell({ doneRatio });
  };
  const { report } = await renderLifted(
    {
      ...{ sound: { voices, folder }, film: document, out, format, cacheDir: cache, env: process.env, signal },
      footage: played,
      ...(label === undefined ? {} : { tags: label.tags }),
      ...(label === undefined || label.level === 'metadata' ? {} : { label: { text: label.text, shows: label.level } }),
      onProgress: ({ stage, doneFrames, totalFrames }) => {
        if (stage !== 'loading') tellAtLeast(LIFT_SHARE + ((1 - LIFT_SHARE) * doneFrames) / totalFrames);
      },
    },
    {
      ...{ folder, setting },
      onStep: (_, { index }) => tellAtLeast((LIFT_SHARE * index) / many),
      onNotice: (notice) => notices.push(notice),
    },
  );
  const { frames, widthPx, heightPx, fps, wallMs, reusedFrames } = report;
  return { film: { frames, widthPx, heightPx, fps, wallMs, reusedFrames }, notices: [...notices, ...report.notices] };
}

/** Makes the files that a model is sent. */
async function control(task: Extract<RenderTask, { task: 'control' }>, { signal, tell }: At): Promise<RenderMade> {
  const { openStageFiles } = await import('@fantascope/render/control');
  const { shot, folder, make, wants, frame, cache } = task;
  if (shot.picture === undefined) throw new Fault('jobs.shot-without-picture', { shot: shot.name ?? wants.model });
  const image = resolve(folder, shot.picture);
  const notices: Notice[] = [];
  const motions = shot.motions.map((motion) =>
    'mask' in motion.place ? { ...motion, place: { ...motion.place, mask: resolve(folder, motion.place.mask) } } : motion,
  );
  const placed = { ...shot, motions };
  const stage = openStageFiles({
    ...{ wants: { aspectRatio: undefined, ...wants }, image, shot: placed, frame, cache, env: process.env, signal },
    lift: async (size, raised) => {
      const { camera, fit, startCropRatio, startCentre, depth, depthBrush, layers } = shot;
      const made = await liftShot(
        {
          ...{ picture: image, camera, fit, startCropRatio, startCentre, layers },
          depth: depth === undefined || ['auto', 'model', 'heuristic'].includes(depth) ? depth : resolve(folder, depth),
          depthBrush: depthBrush === undefined ? undefined : resolve(folder, depthBrush),
          look: { shot: placed, film: { fps: frame.fps, seed: 1 }, folder },
        },
        { cache, depth: 'auto', outside: 'clamp', refresh: false, ...size, fps: frame.fps, isDrawnSoon: true, signal: raised },
      );
      notices.push(...made.notices);
      return made;
    },
    onProgress: (doneRatio) => tell({ doneRatio }),
  });
  try {
    const files: NonNullable<RenderMade['files']>[number][] = [];
    for (const [at, name] of make.entries()) {
      const file = await stage.file(name);
      if (file === undefined) throw new Fault('take.no-supply', { model: wants.model, part: name });
      const path = join(folder, `made-${at}`);
      await writeFile(path, file.bytes);
      files.push({ name, path, mime: file.mime, fileName: file.fileName });
    }
    return { files, notices };
  } finally {
    await stage.close();
  }
}

workAsChild<RenderTask, RenderMade, RenderNews>((task, at) => (task.task === 'film' ? film(task, at) : control(task, at)));
