const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as base64 with padding. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += letters.charAt(three >> 18) + letters.charAt((three >> 12) & 63);
    text += left > 1 ? letters.charAt((three >> 6) & 63) : '=';
    text += left > 2 ? letters.charAt(three & 63) : '=';
  }
  return text;
}

/** Bytes as base64url without padding (RFC 4648 §5), as JWT has it. */
export function base64Url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of base64 text; letters outside the alphabet are passed over. */
export function bytesOfBase64(text: string): Uint8Array {
  const sixes = [...text].map((letter) => letters.indexOf(letter)).filter((six) => six >= 0);
  const bytes = new Uint8Array((sixes.length * 6) >> 3);
  for (let at = 0; at < bytes.length; at += 1) {
    const bit = at * 8;
    const pair = ((sixes[Math.floor(bit / 6)] ?? 0) << 6) | (sixes[Math.floor(bit / 6) + 1] ?? 0);
    bytes[at] = (pair >> (4 - (bit % 6))) & 255;
  }
  return bytes;
}
