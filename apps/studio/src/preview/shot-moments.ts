import { type Film, Film as FilmSchema, type Pose, type Shot, safeZoneOf } from '@fantascope/film';
import {
  type FilmLabel,
  type FrameSize,
  filmTimeline,
  frameAt,
  isLabelled,
  type Look,
  type OpenMoment,
  openMoments,
} from '@fantascope/stage';
import type { captionPlane, PlacedCaption } from './caption-plane.ts';

/** Everything one frame of a shot is drawn from. `open`: the pictures it is the mean of, where the camera blurs. */
export type ShownMoment = Readonly<{
  pose: Pose;
  tSec: number;
  open?: readonly OpenMoment[];
  /** 1 is as it is, 0 black. */
  brightnessRatio: number;
  captions: readonly Readonly<{ caption: PlacedCaption; opacityRatio: number }>[];
}>;

/** What of the film a shot is shown with. */
export type FilmFacts = Readonly<{
  fps: number;
  seed: number;
  captionLanguages: Film['captionLanguages'];
  platforms?: Film['platforms'];
  label?: FilmLabel;
}> &
  FrameSize;

/** Gives the moments of one shot by itself: its fades and captions as a film of this one shot has them. */
export async function shotMoments(
  shot: Shot,
  { widthPx, heightPx, fps, seed, captionLanguages, platforms, label }: FilmFacts,
): Promise<Readonly<{ frames: number; at: (frame: number, path: (tSec: number) => Pose, look: Look | undefined) => ShownMoment }>> {
  const alone = { ...shot, transition: { kind: 'cut', lengthSec: 0, toward: 'left' } } as const;
  const film = FilmSchema.parse({
    format: 'fantascope/film',
    version: 1,
    title: { en: '' },
    widthPx,
    heightPx,
    fps,
    seed,
    captionLanguages,
    shots: [alone],
  });
  const timeline = filmTimeline(film);
  const planeOf = async (caption: Parameters<typeof captionPlane>[0]) => {
    // Text brings its fonts along, which a shot without text does not need.
    const text = await import('./caption-plane.ts');
    return text.captionPlane(caption, { widthPx, heightPx, languages: captionLanguages, zone: safeZoneOf({ platforms }) });
  };
  const planes = await Promise.all(shot.captions.map(planeOf));
  const labelled = label === undefined ? undefined : await planeOf({ text: label.text, style: 'label' });
  return {
    frames: timeline.totalFrames,
    at: (asked, path, look) => {
      const frame = Math.max(0, Math.min(timeline.totalFrames - 1, asked));
      const { shots, captions } = frameAt(timeline, frame);
      const over =
        label === undefined || labelled === undefined || !isLabelled(label, frame, fps) ? [] : [{ caption: labelled, opacityRatio: 1 }];
      const [{ tSec, brightnessRatio }] = shots;
      const open = openMoments(look, tSec, path);
      return {
        pose: path(tSec),
        tSec,
        brightnessRatio,
        ...(open === undefined ? {} : { open }),
        captions: captions
          .flatMap(({ caption: at, opacityRatio }) => {
            const caption = planes[at];
            return caption === undefined ? [] : [{ caption, opacityRatio }];
          })
          .concat(over),
      };
    },
  };
}
