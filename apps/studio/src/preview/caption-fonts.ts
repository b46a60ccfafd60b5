import type { CaptionFace, CaptionStyle } from '@fantascope/stage';

/** The same files that the server sets captions with, in slices; each is fetched only where a text needs it. */
const files: Readonly<Record<CaptionFace, Readonly<Record<string, () => Promise<string>>>>> = {
  sans: import.meta.glob<string>('../../../../node_modules/@fontsource/noto-sans-sc/files/*-500-normal.woff2', {
    query: '?url',
    import: 'default',
  }),
  serif: import.meta.glob<string>('../../../../node_modules/@fontsource/noto-serif-sc/files/*-600-normal.woff2', {
    query: '?url',
    import: 'default',
  }),
};
const sheets: Readonly<Record<CaptionFace, () => Promise<{ default: string }>>> = {
  sans: () => import('@fontsource/noto-sans-sc/500.css?raw'),
  serif: () => import('@fontsource/noto-serif-sc/600.css?raw'),
};

/** The family name a face is registered under. */
export function familyOf(face: CaptionFace): string {
  return face === 'sans' ? 'Fantascope Sans' : 'Fantascope Serif';
}

/** The face a style's texts are set in. */
export function faceOf(style: CaptionStyle): CaptionFace {
  return style === 'caption' || style === 'label' ? 'sans' : 'serif';
}

const loaded = new Map<string, Promise<void>>();

async function load(face: CaptionFace, name: string): Promise<void> {
  const found = Object.entries(files[face]).find(([path]) => path.endsWith(`/${name}`));
  if (found === undefined) return;
  const font = await new FontFace(familyOf(face), `url(${await found[1]()})`).load();
  (self as unknown as { fonts: FontFaceSet }).fonts.add(font);
}

/** Makes sure that every sign of a text can be set in a face; for workers, whose page cannot help them. */
export async function loadFonts(face: CaptionFace, text: string): Promise<void> {
  const { default: css } = await sheets[face]();
  const slices = [...css.matchAll(/url\(\.\/files\/([^)]+\.woff2)\)[^;]*;\s*unicode-range:\s*([^;]+);/g)];
  const covers = (list: string, code: number) =>
    list.split(',').some((range) => {
      const [from = '0', to = from] = range.trim().slice(2).split('-');
      return code >= Number.parseInt(from, 16) && code <= Number.parseInt(to, 16);
    });
  const wanted = new Set<string>();
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const slice = slices.find(([, , list = '']) => covers(list, code));
    if (slice?.[1] !== undefined) wanted.add(slice[1]);
  }
  await Promise.all(
    [...wanted].map((name) => {
      const one = loaded.get(name) ?? load(face, name);
      loaded.set(name, one);
      // One that did not come is asked for again by the next text.
      return one.catch((error: unknown) => {
        loaded.delete(name);
        throw error;
      });
    }),
  );
}
