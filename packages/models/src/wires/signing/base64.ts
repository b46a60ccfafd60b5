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

const sixOf = new Int8Array(128).fill(-1);
for (let six = 0; six < letters.length; six += 1) sixOf[letters.charCodeAt(six)] = six;

/** The bytes of base64 text; letters outside the alphabet are passed over. */
export function bytesOfBase64(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length * 6) >> 3);
  let [length, bits, held] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const six = sixOf[text.charCodeAt(at)] ?? -1;
    if (six < 0) continue;
    held = ((held << 6) | six) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = (held >> bits) & 255;
    length += 1;
  }
  return bytes.subarray(0, length);
}
