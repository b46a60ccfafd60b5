import { Shot } from '@fantascope/film';
import type { OpenFilm } from '../app/queries.ts';
import { openPreview, type Preview } from '../preview/preview.ts';

/** A stage that holds one shot of the film. */
export type Slot = Readonly<{ preview: Preview; holds: () => string | null }>;

/** The longest side that is drawn in the monitor. */
const LONGEST_PX = 640;

/** Two stages that take turns: one shows a shot, the other makes the next one ready. */
export type StageSlots = Readonly<{
  slots: readonly [Slot, Slot];
  /** Which stage shows a shot; it is made ready there where none holds it yet, not in the one that is to be kept. */
  slotFor: (film: OpenFilm, shot: Shot, keep: number | null, language: string) => number;
  close: () => void;
}>;

/** What of a shot the stage goes by: where that is the same, it stays as it is. */
function keyOf(film: OpenFilm, shot: Shot): string {
  const { widthPx, heightPx, fps, seed, grade, captionLanguages } = film.document;
  return JSON.stringify([shot, widthPx, heightPx, fps, seed, grade, captionLanguages]);
}

/** A shot as it is staged: in a film with an edit its captions are cuts of that, laid over the stage's picture. */
const staged = ({ document }: OpenFilm, shot: Shot): Shot => {
  const whole = Shot.parse(shot);
  return document.edit === undefined ? whole : { ...whole, captions: [] };
};

/** Opens both. */
export function openStageSlots(): StageSlots {
  const held: [string | null, string | null] = [null, null];
  const previews = [openPreview(), openPreview()] as const;
  const slots = [
    { preview: previews[0], holds: () => held[0] },
    { preview: previews[1], holds: () => held[1] },
  ] as const;
  const load = (at: 0 | 1, film: OpenFilm, shot: Shot, language: string) => {
    const { widthPx, heightPx, fps, seed, grade, captionLanguages } = film.document;
    const aspectRatio = widthPx / heightPx;
    const even = (px: number) => Math.round(px / 2) * 2;
    const size =
      aspectRatio >= 1
        ? { widthPx: LONGEST_PX, heightPx: even(LONGEST_PX / aspectRatio) }
        : { widthPx: even(LONGEST_PX * aspectRatio), heightPx: LONGEST_PX };
    const { preview } = slots[at];
    held[at] = keyOf(film, shot);
    preview.show({
      shot: grade === undefined || shot.grade !== undefined ? shot : { ...shot, grade },
      aspectRatio,
      fps,
      seed,
      captionLanguages,
      ...size,
    });
    if (shot.picture === undefined) return;
    preview.lift({
      assetId: shot.picture,
      language,
      ...(shot.depth === undefined ? {} : { depth: shot.depth }),
      ...(shot.depthBrush === undefined ? {} : { brush: shot.depthBrush }),
      ...(shot.layers === undefined ? {} : { nearer: shot.layers }),
    });
  };
  return {
    slots,
    slotFor: (film, shot, keep, language) => {
      const own = staged(film, shot);
      const key = keyOf(film, own);
      const there = held.indexOf(key);
      if (there >= 0) return there;
      const at = keep === 0 ? 1 : 0;
      load(at, film, own, language);
      return at;
    },
    close: () => {
      for (const preview of previews) preview.close();
    },
  };
}
