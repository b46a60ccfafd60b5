import { join } from 'node:path';
import type { SceneRecord } from '@fantascope/lift/in-browser';
import { liftPicture } from '@fantascope/lift/lifted';
import { workAsChild } from '../child/work-as-child.ts';
import type { LiftMade, LiftNews, LiftTask } from './lift-task.ts';

/** Between two words on how far a download is, milliseconds. */
const DOWNLOAD_MS = 250;

workAsChild<LiftTask, LiftMade, LiftNews>(async (task, { signal, tell }) => {
  const { picture, sha256, depth, brush, nearer, refresh, cache, folder } = task;
  const write = async (name: string, { scene, ...how }: Pick<SceneRecord, 'scene' | 'methods' | 'envelope'>): Promise<string> => {
    // With it come codecs, which a kept scene does without.
    const { pictureSize, writeSceneFile } = await import('@fantascope/lift');
    const path = join(folder, name);
    const { widthPx, heightPx } = (await pictureSize(picture)) ?? scene.photo;
    await writeSceneFile(path, { scene, ...how, source: { sha256, widthPx, heightPx } });
    return path;
  };
  let toldMs = 0;
  const { scene, report } = await liftPicture(picture, {
    ...{ cache, depth, refresh, signal },
    ...(brush === undefined ? {} : { depthBrush: brush }),
    ...(nearer === undefined ? {} : { nearer }),
    onStep: (step) => tell({ step }),
    onDownload: ({ bytes, totalBytes }) => {
      if (performance.now() - toldMs < DOWNLOAD_MS) return;
      toldMs = performance.now();
      tell({ step: 'measuring depth', download: { bytes, totalBytes } });
    },
    onPreview: async (quick) => {
      const methods = { matte: 'none', depth: 'heuristic', split: 'none', fill: 'membrane', margins: 'none' };
      tell({ quick: await write('quick.scene', { scene: quick, methods, envelope: null }) });
    },
  });
  const { file, ...said } = report;
  if (file !== null) return { file, isKept: true, report: said };
  const { methods, envelope } = said;
  return { file: await write('full.scene', { scene, methods, envelope }), isKept: false, report: said };
});
