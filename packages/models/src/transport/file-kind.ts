import type { ResultFile } from '../wire.ts';

type Form = Readonly<{ mime: string; ending: string; kinds: readonly ResultFile['kind'][] }>;

const video = ['video'] as const;
const image = ['image', 'last-frame'] as const;
const audio = ['audio'] as const;
const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/** What a file is by its first bytes (16 are enough), whatever its server says; undefined for what we know no use of, HTML above all. */
export function formOf(head: Uint8Array): Form | undefined {
  if (text(head, 4, 8) === 'ftyp') {
    const brand = text(head, 8, 12);
    if (brand === 'avif' || brand === 'avis') return { mime: 'image/avif', ending: 'avif', kinds: image };
    if (brand === 'M4A ') return { mime: 'audio/mp4', ending: 'm4a', kinds: audio };
    return brand === 'qt  ' ? { mime: 'video/quicktime', ending: 'mov', kinds: video } : { mime: 'video/mp4', ending: 'mp4', kinds: video };
  }
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3)
    return { mime: 'video/webm', ending: 'webm', kinds: video };
  if (text(head, 0, 8) === '\x89PNG\r\n\x1a\n') return { mime: 'image/png', ending: 'png', kinds: image };
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return { mime: 'image/jpeg', ending: 'jpg', kinds: image };
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP')
    return { mime: 'image/webp', ending: 'webp', kinds: [...image, ...video] };
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WAVE') return { mime: 'audio/wav', ending: 'wav', kinds: audio };
  // A moving picture as some workflows save it.
  if (/^GIF8[79]a$/.test(text(head, 0, 6))) return { mime: 'image/gif', ending: 'gif', kinds: [...image, ...video] };
  if (text(head, 0, 4) === 'fLaC') return { mime: 'audio/flac', ending: 'flac', kinds: audio };
  if (text(head, 0, 4) === 'OggS') return { mime: 'audio/ogg', ending: 'ogg', kinds: audio };
  if (text(head, 0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2))
    return { mime: 'audio/mpeg', ending: 'mp3', kinds: audio };
  return undefined;
}

/** Whether a server's own word for a file rules it out: pages, JSON and XML are what stands where a result has gone. */
export function isNoMedia(contentType: string | undefined): boolean {
  return contentType !== undefined && /^(text\/|application\/(json|xml|xhtml))/i.test(contentType.trim());
}
