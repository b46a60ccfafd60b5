const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as base64 with padding (RFC 4648): this room has neither Node's Buffer nor a browser's btoa. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const three = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const signs = [18, 12, 6, 0].map((shift) => alphabet.charAt((three >> shift) & 63)).join('');
    const held = bytes.length - i;
    text += held > 2 ? signs : signs.slice(0, held + 1).padEnd(4, '=');
  }
  return text;
}

/** The bytes of a base64 text, padded or not, of either alphabet; null when it is none. */
export function fromBase64(text: string): Uint8Array | null {
  const signs = text.replace(/\s/g, '').replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (signs.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((signs.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const sign of signs) {
    const value = alphabet.indexOf(sign);
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 255;
      at += 1;
    }
  }
  return bytes;
}
