import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Fault } from '@fantascope/film';
import type { CaptionFace, CaptionStyle } from '@fantascope/stage';

const faces: Record<CaptionFace, { packageName: string; family: string; weight: number }> = {
  sans: { packageName: '@fontsource/noto-sans-sc', family: 'Fantascope Sans', weight: 500 },
  serif: { packageName: '@fontsource/noto-serif-sc', family: 'Fantascope Serif', weight: 600 },
};

type Slice = Readonly<{ file: string; ranges: readonly (readonly [number, number])[] }>;

/** The family name a face is registered under. */
export function familyOf(face: CaptionFace): string {
  return faces[face].family;
}

/** The face a style's texts are set in. */
export function faceOf(style: CaptionStyle): CaptionFace {
  return style === 'caption' || style === 'label' ? 'sans' : 'serif';
}

/** The woff2 files, of about a hundred, that hold the glyphs of a text. Throws `render.font-missing` when the font package is not installed. */
export function fontFilesFor(face: CaptionFace, text: string, slices: readonly Slice[] = slicesOf(face)): string[] {
  const files = new Set<string>();
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const slice = slices.find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to));
    if (slice !== undefined) files.add(slice.file);
  }
  return [...files];
}

/** Reads a fontsource stylesheet: which file covers which code points. */
export function slicesOf(face: CaptionFace, folder: string = folderOf(face)): Slice[] {
  const sheet = join(folder, `${faces[face].weight}.css`);
  if (!existsSync(sheet)) throw new Fault('render.font-missing', { name: faces[face].packageName });
  const css = readFileSync(sheet, 'utf8');
  return [...css.matchAll(/url\(\.\/(files\/[^)]+\.woff2)\)[^;]*;\s*unicode-range:\s*([^;]+);/g)].map(([, file = '', list = '']) => ({
    file: join(folder, file),
    ranges: list.split(',').map((range) => {
      const [from = '0', to = from] = range.trim().slice(2).split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
    }),
  }));
}

function folderOf(face: CaptionFace): string {
  const { packageName } = faces[face];
  try {
    return dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  } catch (cause) {
    throw new Fault('render.font-missing', { name: packageName }, { cause });
  }
}
