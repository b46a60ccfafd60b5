import type { Caption, Film } from '@fantascope/film';
import { shownTexts } from '@fantascope/stage';
import { faceOf, fontFilesFor, slicesOf } from './fonts.ts';

/** White space and joiners draw nothing of their own. */
const invisible = /[\s\p{Cc}\p{Cf}\p{Variation_Selector}]/u;

/** The characters of a text that the font of a style does not hold, each once, in order. Throws `render.font-missing`. */
export function missingCharacters(text: string, style: Caption['style']): string[] {
  const face = faceOf(style);
  const slices = slicesOf(face);
  return [...new Set(text)].filter((character) => !invisible.test(character) && fontFilesFor(face, character, slices).length === 0);
}

/** The characters no caption font holds, of every caption a film shows. Throws `render.font-missing`. */
export function missingGlyphs({ shots, captionLanguages }: Pick<Film, 'shots' | 'captionLanguages'>): string[] {
  const captions = shots.flatMap((shot) => shot.captions);
  const missing = (['caption', 'title', 'end-card'] as const).flatMap((style) => {
    const texts = captions.flatMap((caption) => (caption.style === style ? shownTexts(caption.text, captionLanguages) : []));
    return texts.length === 0 ? [] : missingCharacters(texts.join(''), style);
  });
  return [...new Set(missing)];
}
