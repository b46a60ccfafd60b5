import { extname } from 'node:path';
import type { FileType } from './file-type.ts';

const MOST_LETTERS = 200;

/**
 * A name as a person gave it, made fit to be shown and saved anywhere: no folders, no control or direction-turning characters, at most 200
 * letters, and the ending of what the file is, whatever ending it came with (`cat.png.html` that is a PNG becomes `cat.png.png`).
 */
export function assetName(given: string, { ending, kind }: Pick<FileType, 'ending' | 'kind'>): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  // Direction marks can make `exe.gpj` read as `jpg.exe`.
  const plain = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/^\.+/, '');
  const own = extname(plain).slice(1).toLowerCase();
  const stem = own === ending || sameEndings[own] === ending ? plain.slice(0, plain.length - own.length - 1) : dropEnding(plain, own);
  const kept = [...stem].slice(0, MOST_LETTERS).join('').trim();
  return `${kept === '' ? kind : kept}.${ending}`;
}

/** Other spellings of an ending. */
const sameEndings: Readonly<Record<string, string>> = { jpeg: 'jpg', tiff: 'tif', m4v: 'mp4', oga: 'ogg', zip: 'take' };

/** Takes an ending away that belongs to another kind of file; a dot inside a name stays. */
function dropEnding(name: string, ending: string): string {
  return /^(html?|svg|xml|js|pdf|php|exe|png|jpe?g|webp|gif|avif|tiff?|mp4|mov|webm|mkv|wav|mp3|flac|ogg|m4a|cube|scene|take|zip|bin)$/.test(
    ending,
  )
    ? name.slice(0, name.length - ending.length - 1)
    : name;
}
