import type { ResultFile } from '../wire.ts';

const kinds: readonly (readonly [ResultFile['kind'], RegExp, RegExp])[] = [
  ['video', /^video\/|^image\/gif/, /\.(mp4|webm|mov|mkv|gif)(\?|$)/i],
  ['image', /^image\//, /\.(png|jpe?g|webp)(\?|$)/i],
  ['audio', /^audio\//, /\.(mp3|wav|flac|m4a|ogg)(\?|$)/i],
];

/** Video, image or audio, by MIME type, then by the file's ending, then by the name of the field it stands in. */
export function fileKind({ url, mime, key }: Readonly<{ url: string; mime?: string | undefined; key: string }>): ResultFile['kind'] {
  if (/last_?frame/i.test(key)) return 'last-frame';
  const type = mime ?? /^data:([^;,]+)/.exec(url)?.[1];
  const byType = kinds.find(([, mimes]) => type !== undefined && mimes.test(type));
  const byEnding = kinds.find(([, , endings]) => endings.test(url));
  if (byType !== undefined || byEnding !== undefined) return (byType ?? byEnding)?.[0] ?? 'video';
  if (/imag|picture|frame/i.test(key)) return 'image';
  return /audio|sound|voice/i.test(key) ? 'audio' : 'video';
}

const isFileUrl = (text: string) => /^(https?:\/\/|data:(video|image|audio)\/)/i.test(text);

/** Every file a model's output names: a URL, a list of them, or objects with `url`, at most four levels in. Videos come first. */
export function outputFiles(output: unknown, { expiresInSec }: Readonly<{ expiresInSec?: number }> = {}): readonly ResultFile[] {
  const life = expiresInSec === undefined ? {} : { expiresInSec };
  const walk = (value: unknown, key: string, depth: number): ResultFile[] => {
    if (typeof value === 'string') return isFileUrl(value) ? [{ url: value, kind: fileKind({ url: value, key }), ...life }] : [];
    if (typeof value !== 'object' || value === null || depth > 4) return [];
    if (Array.isArray(value)) return value.flatMap((each) => walk(each, key, depth + 1));
    const { url, content_type: type } = value as { url?: unknown; content_type?: unknown };
    if (typeof url === 'string' && isFileUrl(url)) {
      const mime = typeof type === 'string' ? type : undefined;
      return [{ url, kind: fileKind({ url, mime, key }), ...(mime === undefined ? {} : { mime }), ...life }];
    }
    return Object.entries(value).flatMap(([name, each]) => walk(each, name, depth + 1));
  };
  const files = walk(output, 'output', 0);
  return [...files.filter(({ kind }) => kind === 'video'), ...files.filter(({ kind }) => kind !== 'video')];
}
