/** A sound as it was read: one channel, full scale ±1. */
export type PlainSound = Readonly<{ samples: Float32Array; sampleRateHz: number }>;

/**
 * Reads a WAV file of 16 bit or 32 bit float samples, its channels mixed into one; undefined for anything else, for one that is cut short and for one without a
 * sample. A data chunk whose length is not known (0 or 0xffffffff, as servers that stream write it) goes to the end.
 */
export function readWav(bytes: Buffer): PlainSound | undefined {
  if (bytes.length < 44 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let form: Readonly<{ kind: number; channels: number; rateHz: number; bits: number }> | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const told = bytes.readUInt32LE(at + 4);
    const start = at + 8;
    if (name === 'fmt ' && start + 16 <= bytes.length) {
      const kind = bytes.readUInt16LE(start);
      // The extensible form says what it is in the first two bytes of its GUID.
      const own = kind === 0xfffe && told >= 26 && start + 26 <= bytes.length ? bytes.readUInt16LE(start + 24) : kind;
      const [channels, rateHz] = [bytes.readUInt16LE(start + 2), bytes.readUInt32LE(start + 4)];
      form = { kind: own, channels, rateHz, bits: bytes.readUInt16LE(start + 14) };
    }
    if (name === 'data') {
      const isOpen = told === 0 || told >= 0x7fff_0000;
      if (form === undefined || (!isOpen && start + told > bytes.length)) return undefined;
      return samplesOf(bytes.subarray(start, isOpen ? bytes.length : start + told), form);
    }
    at = start + told + (told % 2);
  }
  return undefined;
}

function samplesOf(
  bytes: Buffer,
  { kind, channels, rateHz, bits }: Readonly<{ kind: number; channels: number; rateHz: number; bits: number }>,
): PlainSound | undefined {
  const isFloat = kind === 3 && bits === 32;
  if (!(isFloat || (kind === 1 && bits === 16)) || channels < 1 || channels > 8 || rateHz < 4000 || rateHz > 192_000) return undefined;
  const each = bits / 8;
  const many = Math.floor(bytes.length / (each * channels));
  if (many === 0) return undefined;
  const samples = new Float32Array(many);
  for (let n = 0; n < many; n++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      const at = (n * channels + c) * each;
      sum += isFloat ? bytes.readFloatLE(at) : bytes.readInt16LE(at) / 32_768;
    }
    const mean = sum / channels;
    if (!Number.isFinite(mean)) return undefined;
    samples[n] = Math.max(-1, Math.min(1, mean));
  }
  return { samples, sampleRateHz: rateHz };
}
