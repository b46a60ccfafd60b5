import { Fault } from '@fantascope/film';
import { bt709, type EncoderSpeed } from './encoder-settings.ts';

/** How frames are scaled in number of samples: exactly, the same on every processor, chroma interpolated rather than repeated. */
const exactly = 'flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact';
/** Our frames are bt709 in video range; pictures are full-range RGB of the same curve, read as sRGB. */
const toRgb = `scale=in_color_matrix=bt709:in_range=tv:out_range=pc:${exactly}`;
const to422 = `scale=in_color_matrix=bt709:out_color_matrix=bt709:in_range=tv:out_range=tv:${exactly}`;

/** ffmpeg's arguments from the encoder to the muxer for everything but H.264, one thread, so that equal frames give equal bytes. Throws media.format-missing for an encoder it does not know. */
export function codecArguments(encoder: string, { speed }: Readonly<{ speed: EncoderSpeed }>): readonly string[] {
  const isFast = speed === 'fast';
  const one = ['-threads', '1'];
  switch (encoder) {
    case 'libvpx-vp9':
      return [
        ...['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-deadline', 'good', '-cpu-used', isFast ? '5' : '4', '-crf', '31', '-b:v', '0'],
        ...['-row-mt', '0', '-tile-columns', '0', ...one, ...bt709, '-f', 'webm'],
      ];
    case 'libsvtav1':
      return [
        ...['-c:v', 'libsvtav1', '-pix_fmt', 'yuv420p', '-preset', isFast ? '10' : '8', '-crf', '32', '-g', '75'],
        ...['-svtav1-params', 'lp=1', ...one, ...bt709, '-f', 'webm'],
      ];
    case 'libaom-av1':
      return [
        ...['-c:v', 'libaom-av1', '-pix_fmt', 'yuv420p', '-cpu-used', isFast ? '8' : '6', '-crf', '30', '-b:v', '0', '-row-mt', '0'],
        ...[...one, ...bt709, '-f', 'webm'],
      ];
    case 'librav1e':
      return [
        ...['-c:v', 'librav1e', '-pix_fmt', 'yuv420p', '-speed', isFast ? '10' : '8', '-qp', '90', '-g', '75'],
        ...[...one, ...bt709, '-f', 'webm'],
      ];
    case 'prores_ks':
      return [
        '-vf',
        to422,
        '-c:v',
        'prores_ks',
        '-profile:v',
        '3',
        '-vendor',
        'apl0',
        '-pix_fmt',
        'yuv422p10le',
        ...one,
        ...bt709,
        '-f',
        'mov',
      ];
    case 'png':
      // Level 3 and better predictors take two to five times as long for 5 to 15 % less.
      return ['-vf', `${toRgb},format=rgb24`, '-c:v', 'png', '-compression_level', '1', '-pred', 'up', ...one, '-f', 'image2pipe'];
    case 'libwebp':
      // BGRA: libwebp turns it into its own YUV; given YUV, it would take ours for its own matrix.
      return [
        ...['-vf', `${toRgb},format=bgra`, '-c:v', 'libwebp', '-quality', '85', '-compression_level', isFast ? '2' : '4'],
        ...[...one, '-f', 'image2pipe'],
      ];
    default:
      throw new Fault('media.format-missing', { format: encoder, path: 'ffmpeg', encoders: encoder });
  }
}
