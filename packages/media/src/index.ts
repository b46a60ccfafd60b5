export { diskFault } from './disk-fault.ts';
export { Encoder, encodersAlive } from './encoder.ts';
export { type EncoderSettings, type EncoderSpeed, encodeArguments, frameBytes } from './encoder-settings.ts';
export { type Ffmpeg, type FfmpegPlace, findFfmpeg, locateFfmpeg } from './find-ffmpeg.ts';
export { joinPackets, type Segment } from './join-packets.ts';
export { writeLastFrame } from './last-frame.ts';
export { type Probe, probe } from './probe.ts';
export { probeSound, type SoundProbe } from './probe-sound.ts';
