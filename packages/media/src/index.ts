export { diskFault } from './disk-fault.ts';
export { Encoder, encodersAlive } from './encoder.ts';
export { type EncoderSettings, type EncoderSpeed, encodeArguments, frameBytes } from './encoder-settings.ts';
export { type Ffmpeg, type FfmpegPlace, findFfmpeg, locateFfmpeg } from './find-ffmpeg.ts';
export { joinMp4, type Segment } from './join-mp4.ts';
export { type Probe, probe } from './probe.ts';
