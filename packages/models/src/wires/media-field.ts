import type { MediaRef } from '../take-request.ts';
import { bytesOfBase64 } from './signing/base64.ts';

/** A picture or clip as providers mostly take it: its URL, or its bytes as a data URI. */
export function mediaUrl(ref: MediaRef): string;
export function mediaUrl(ref: MediaRef | undefined): string | undefined;
export function mediaUrl(ref: MediaRef | undefined): string | undefined {
  if (ref === undefined) return undefined;
  return 'url' in ref ? ref.url : ref.dataUri;
}

/** The bytes of a data URI as base64 without its head, with their MIME type; undefined for a URL. */
export function inlineMedia(ref: MediaRef): Readonly<{ mime: string; base64: string }> | undefined {
  if (!('dataUri' in ref)) return undefined;
  const comma = ref.dataUri.indexOf(',');
  return { mime: ref.dataUri.slice(5, ref.dataUri.indexOf(';')), base64: ref.dataUri.slice(comma + 1) };
}

/** What Kling and its kin take: a URL, or bare base64 (a data: head is refused there). */
export function urlOrBareBase64(ref: MediaRef): string;
export function urlOrBareBase64(ref: MediaRef | undefined): string | undefined;
export function urlOrBareBase64(ref: MediaRef | undefined): string | undefined {
  if (ref === undefined) return undefined;
  return 'url' in ref ? ref.url : inlineMedia(ref)?.base64;
}

/** The height a PNG states in its header, pixels; undefined where the bytes are not here or are no PNG. */
export function pngHeightPx(ref: MediaRef): number | undefined {
  const inline = inlineMedia(ref);
  if (inline === undefined) return undefined;
  const head = bytesOfBase64(inline.base64.slice(0, 32));
  const isPng = head[0] === 0x89 && head[1] === 0x50 && head[2] === 0x4e && head[3] === 0x47;
  if (!isPng || head.length < 24) return undefined;
  return ((head[20] ?? 0) << 24) | ((head[21] ?? 0) << 16) | ((head[22] ?? 0) << 8) | (head[23] ?? 0);
}
