/** What one H.264 encode is told. Equal settings and equal frames give equal bytes, since every encode runs on one thread. */
export type EncoderSettings = Readonly<{
  widthPx: number;
  heightPx: number;
  fps: number;
  /** `fast` searches less: about a quarter less time for 2 to 10 % more bytes. Default in the doors: best. */
  speed: EncoderSpeed;
}>;

/** best = x264 veryfast, crf 20; fast = the same with the cheaper search of fast.md, set A. */
export type EncoderSpeed = 'best' | 'fast';

const fastSearch = 'subme=1:me=dia:weightp=0:partitions=none';

/** ffmpeg's arguments for one encode of yuv420p frames on stdin into the MP4 `out`. Also the encode's identity: hash them to name its result. */
export function encodeArguments({ widthPx, heightPx, fps, speed }: EncoderSettings, out: string): string[] {
  const bt709 = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'];
  return [
    // -xerror: without it ffmpeg 5 exits 0 when the trailer could not be written to a full disk.
    ...['-v', 'error', '-nostdin', '-xerror', '-y'],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${widthPx}x${heightPx}`, '-r', String(fps)],
    // Tagged on the input as well, so that no build inserts a conversion between the two.
    ...bt709,
    ...['-i', 'pipe:0', '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-threads', '1'],
    ...(speed === 'fast' ? ['-x264-params', fastSearch] : []),
    ...bt709,
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-f', 'mp4', out],
  ];
}

/** Bytes of one yuv420p frame. Both sizes must be even. */
export function frameBytes({ widthPx, heightPx }: Pick<EncoderSettings, 'widthPx' | 'heightPx'>): number {
  return (widthPx * heightPx * 3) / 2;
}
