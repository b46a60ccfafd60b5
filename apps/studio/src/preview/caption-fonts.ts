import type { CaptionFace, CaptionStyle } from '@fantascope/stage';
import sansUrl from '@fontsource/noto-sans-sc/500.css?url';
import serifUrl from '@fontsource/noto-serif-sc/600.css?url';

/** The same files that the server sets captions with, in slices, as their sheets list them; each is fetched only where a text needs it. */
const sheets: Readonly<Record<CaptionFace, string>> = { sans: sansUrl, serif: serifUrl };

/** The family name a face is registered under. */
export function familyOf(face: CaptionFace): string {
  return face === 'sans' ? 'Fantascope Sans' : 'Fantascope Serif';
}

/** The face a style's texts are set in. */
export function faceOf(style: CaptionStyle): CaptionFace {
  return style === 'caption' || style === 'label' ? 'sans' : 'serif';
}

const loaded = new Map<string, Promise<void>>();

type Slice = Readonly<{ url: string; list: string }>;
const slicesOf = new Map<CaptionFace, Promise<readonly Slice[]>>();

async function readSheet(face: CaptionFace): Promise<readonly Slice[]> {
  const at = new URL(sheets[face], location.href);
  const reply = await fetch(at, { headers: { accept: 'text/css' } });
  if (!reply.ok) throw new TypeError(`${at.pathname}: ${reply.status}`);
  const css = await reply.text();
  return [...css.matchAll(/url\(["']?([^)"']+\.woff2)["']?\)[^}]*?unicode-range:\s*([^;}]+)/g)].map(([, path = '', list = '']) => ({
    url: new URL(path, at).href,
    list,
  }));
}

/** What is fetched once; one that did not come is asked for again by the next text. */
function once<Key, Value>(known: Map<Key, Promise<Value>>, key: Key, load: () => Promise<Value>): Promise<Value> {
  const one = known.get(key) ?? load();
  known.set(key, one);
  return one.catch((error: unknown) => {
    known.delete(key);
    throw error;
  });
}

async function load(face: CaptionFace, url: string): Promise<void> {
  const font = await new FontFace(familyOf(face), `url(${url})`).load();
  (self as unknown as { fonts: FontFaceSet }).fonts.add(font);
}

/** Makes sure that every sign of a text can be set in a face; for workers, whose page cannot help them. */
export async function loadFonts(face: CaptionFace, text: string): Promise<void> {
  const slices = await once(slicesOf, face, () => readSheet(face));
  const covers = (list: string, code: number) =>
    list.split(',').some((range) => {
      const [from = '0', to = from] = range.trim().slice(2).split('-');
      return code >= Number.parseInt(from, 16) && code <= Number.parseInt(to, 16);
    });
  const wanted = new Set<string>();
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const slice = slices.find(({ list }) => covers(list, code));
    if (slice !== undefined) wanted.add(slice.url);
  }
  await Promise.all([...wanted].map((url) => once(loaded, url, () => load(face, url))));
}
