import type { Film } from '@fantascope/film';

/** How a film's sound comes to a listener: aac in an .m4a, opus in an .ogg. */
export const heardCodecs = ['aac', 'opus'] as const;
/** One of heardCodecs. */
export type HeardCodec = (typeof heardCodecs)[number];

/** What the process that hears is asked: the sound of a film whose files are names in `folder`. */
export type SoundTask = Readonly<{ film: Film; folder: string; codec: HeardCodec; cache: string }>;

/** What it tells on the way: what it is busy with. */
export type SoundNews = Readonly<{ step: 'speaking' | 'mixing' }>;

/** The sound's file, which is kept in the cache, and how loud it is as ffmpeg measures it; null: there is nothing to hear. */
export type SoundMade = Readonly<{ file: string; integratedLufs: number | null; truePeakDbtp: number | null }> | null;
