import { editOf } from '../edit/edit-of.ts';
import { totalFramesOf } from '../edit/edit-problems.ts';
import type { Notice } from '../fault.ts';
import type { Film } from '../film.ts';
import { aspectRatioOf } from '../frame-size.ts';
import { type Platform, platforms } from './platforms.ts';

/** Loudness that the mix is brought to, LUFS. */
const targetLufs = { web: -14, broadcast: -23 } as const;
/** What H.264 of ours takes at most for a picture that moves, bits a pixel and frame: measured on films of particles at crf 20, and doubled. */
const MOST_BITS_A_PIXEL = 0.3;

/** What the platforms a film is for would not take as it is, before anything is drawn: shape, length, rate, loudness, bytes. Figures are customary, not promises. */
export function deliverProblems(film: Film): readonly Notice[] {
  return (film.platforms ?? []).flatMap((id) => problemsOn(film, platforms[id]));
}

function problemsOn(film: Film, { name, aspect, lengthsSec, fps, loudnessLufs, mostBytes }: Platform): Notice[] {
  const named = { platformEn: name.en, platformZh: name.zh };
  const { widthPx, heightPx } = film;
  const lengthSec = totalFramesOf(editOf(film)) / film.fps;
  const found: Notice[] = [];
  if (Math.abs(widthPx / heightPx / aspectRatioOf(aspect) - 1) > 0.01)
    found.push({ code: 'deliver.shape', params: { ...named, size: `${widthPx}x${heightPx}`, aspect } });
  if (lengthSec < lengthsSec.least || lengthSec > lengthsSec.most) {
    const { least, most } = lengthsSec;
    found.push({ code: 'deliver.length', params: { ...named, lengthSec: Number(lengthSec.toFixed(1)), leastSec: least, mostSec: most } });
  }
  if (!fps.includes(film.fps)) found.push({ code: 'deliver.fps', params: { ...named, fps: film.fps, allowed: fps.join(', ') } });
  const target = targetLufs[film.sound?.loudness ?? 'web'];
  if (loudnessLufs !== null && Math.abs(target - loudnessLufs) > 0.5)
    found.push({ code: 'deliver.loudness', params: { ...named, lufs: target, wantedLufs: loudnessLufs } });
  const mayTakeBytes = (widthPx * heightPx * film.fps * lengthSec * MOST_BITS_A_PIXEL) / 8;
  if (mayTakeBytes > mostBytes)
    found.push({ code: 'deliver.bytes', params: { ...named, mayMb: Math.round(mayTakeBytes / 1e6), mostMb: Math.round(mostBytes / 1e6) } });
  return found;
}
