import { type Move, MovesCamera } from '@fantascope/film';
import { useEffect, useMemo, useRef } from 'react';
import { useDirect, usePreview, useShot } from '../direct-context.ts';
import type { ThumbAsked, ThumbTold } from './thumb-worker.ts';

/** Draws moves on this picture: `draw` asks for a moment (a share of the move's length) on the canvas that `show` was given for. */
export type Thumbs = Readonly<{
  /** Changes when everything is to be drawn anew. Empty while there is no scene. */
  of: string;
  show: (id: string, canvas: HTMLCanvasElement | null) => void;
  draw: (id: string, moves: readonly Move[], ratio: number) => void;
}>;

const LENGTH_SEC = 1.5;

/** A worker beside the preview's that draws small pictures of moves, one at a time. It has the scene's bytes once. */
export function useThumbs(): Thumbs {
  const { film } = useDirect();
  const bytes = usePreview(({ phase, sceneBytes }) => (phase === 'full' ? sceneBytes : null));
  const rig = useShot(({ shot: { camera } }) =>
    JSON.stringify({ lensMm: camera.lensMm, subjectDistanceM: camera.subjectDistanceM, subject: camera.subject }),
  );
  const canvases = useRef(new Map<string, HTMLCanvasElement>());
  const worker = useRef<Worker | null>(null);
  const aspectRatio = film.document.widthPx / film.document.heightPx;
  const scenes = useRef(0);
  useEffect(() => {
    if (bytes === null) return;
    const own = new Worker(new URL('./thumb-worker.ts', import.meta.url), { type: 'module' });
    own.addEventListener('message', ({ data: { id, bitmap } }: MessageEvent<ThumbTold>) => {
      const canvas = canvases.current.get(id);
      if (canvas !== undefined) {
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
        canvas.dataset['drawn'] = 'true';
      }
      bitmap.close();
    });
    const copy = bytes.slice(0);
    own.postMessage({ kind: 'scene', bytes: copy } satisfies ThumbAsked, [copy]);
    worker.current = own;
    return () => {
      own.terminate();
      worker.current = null;
    };
  }, [bytes]);
  return useMemo(() => {
    scenes.current += 1;
    return {
      of: bytes === null ? '' : String(scenes.current),
      show: (id, canvas) => {
        if (canvas === null) canvases.current.delete(id);
        else canvases.current.set(id, canvas);
      },
      draw: (id, moves, ratio) => {
        const camera = MovesCamera.parse({ ...JSON.parse(rig), lengthSec: LENGTH_SEC, moves });
        worker.current?.postMessage({ kind: 'draw', id, camera, aspectRatio, ratio } satisfies ThumbAsked);
      },
    };
  }, [bytes, rig, aspectRatio]);
}
