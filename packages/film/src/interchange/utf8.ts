/** The text of UTF-8 bytes, without a byte order mark; a broken byte becomes the replacement character. This room has no TextDecoder. */
export function textOf(bytes: Uint8Array): string {
  const pieces: string[] = [];
  let codes: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] as number;
    const more = lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : -1;
    const tail = more <= 0 ? [] : [...bytes.subarray(i + 1, i + 1 + more)];
    const isWhole = more >= 0 && tail.length === more && tail.every((byte) => (byte & 0xc0) === 0x80);
    const code = more === 0 ? lead : tail.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), lead & (0x3f >> more));
    codes.push(isWhole && code <= 0x10ffff ? code : 0xfffd);
    i += isWhole ? more + 1 : 1;
    if (codes.length === 4096) {
      pieces.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  const text = pieces.join('') + String.fromCodePoint(...codes);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
