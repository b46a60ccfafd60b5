import { pictureSize } from './png.ts';

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** A picture given as bare base64 or as a data URI: its bytes, or undefined for an address or for text that is neither. */
export function givenBytes(text: string): Uint8Array | undefined {
  const bare = /^data:[\w.+-]+\/[\w.+-]+;base64,(.*)$/s.exec(text)?.[1] ?? text;
  return bare.length % 4 === 0 && base64.test(bare) ? Buffer.from(bare, 'base64') : undefined;
}

/** Width over height of a picture in the request; undefined where it is an address or not a PNG or JPEG. */
export function givenRatio(text: string | undefined): number | undefined {
  const bytes = text === undefined ? undefined : givenBytes(text);
  const size = bytes === undefined ? undefined : pictureSize(bytes);
  return size === undefined ? undefined : size.widthPx / size.heightPx;
}

/** Whether the text is an http(s) address. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}
