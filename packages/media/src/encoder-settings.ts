/** What one encode is told. Equal settings and equal frames give equal bytes, since every encode runs on one thread. */
export type EncoderSettings = Readonly<{
  widthPx: number;
  heightPx: number;
  fps: number;
  /** `fast` searches less: about a quarter less time for 2 to 10 % more bytes. Default in the doors: best. */
  speed: EncoderSpeed;
  /** ffmpeg's arguments from the encoder to the muxer for another format than H.264 in MP4 (`codecArguments`). Default: H.264. */
  codec?: readonly string[];
}>;

/** best = x264 veryfast, crf 20; fast = the same with the cheaper search of fast.md, set A. */
export type EncoderSpeed = 'best' | 'fast';

const fastSearch = 'subme=1:me=dia:weightp=0:partitions=none';

/** What our frames are: tagged alike on the way in and out, so that no build inserts a conversion between the two. */
export const bt709: readonly string[] = [
  ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
];

/** ffmpeg's arguments for one encode of yuv420p frames on stdin into the file `out`. Also the encode's identity: hash them to name its result. */
export function encodeArguments({ widthPx, heightPx, fps, speed, codec = h264(speed) }: EncoderSettings, out: string): string[] {
  return [
    // -xerror: without it ffmpeg 5 exits 0 when the trailer could not be written to a full disk.
    ...['-v', 'error', '-nostdin', '-xerror', '-y'],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${widthPx}x${heightPx}`, '-r', String(fps)],
    ...[...bt709, '-i', 'pipe:0', '-an'],
    ...codec.slice(0, -2),
    ...['-map_metadata', '-1', '-fflags', '+bitexact', ...codec.slice(-2), out],
  ];
}

function h264(speed: EncoderSpeed): readonly string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-threads', '1'],
    ...(speed === 'fast' ? ['-x264-params', fastSearch] : []),
    ...[...bt709, '-f', 'mp4'],
  ];
}

/** Bytes of one yuv420p frame. Both sizes must be even. */
export function frameBytes({ widthPx, heightPx }: Pick<EncoderSettings, 'widthPx' | 'heightPx'>): number {
  return (widthPx * heightPx * 3) / 2;
}
