import type { Film } from '@fantascope/film';
import type { Timeline } from '@fantascope/stage';
import { useEffect, useState } from 'react';
import { useStore } from '../../parts/use-store.ts';
import { audibleOf } from './audible.ts';
import { openFilmSound, type SoundState } from './film-sound.ts';
import { openSpeaker, type Speaker } from './speaker.ts';
import { volume } from './volume.ts';

/** How long an edit settles before its sound is asked for, milliseconds. */
const SETTLE_MS = 1200;

/** A film's sound, asked of the server and asked again as the film changes, and the speaker that plays it. */
export type HeardInPage = Readonly<{ sound: SoundState; speaker: Speaker; again: () => void }>;

/** Has a film heard while it is shown. A film that cannot be laid on its frames has no sound either. */
export function useFilmSound(filmId: string, document: Film, timeline: Timeline | null): HeardInPage {
  const [sound] = useState(() => openFilmSound(filmId));
  const [speaker] = useState(openSpeaker);
  const state = useStore(sound, (each) => each);
  const loud = useStore(volume, (each) => each);
  useEffect(
    () => () => {
      sound.close();
      speaker.close();
    },
    [sound, speaker],
  );
  useEffect(() => {
    // Each document, also one that sounds the same to us: the server knows, and says so at once.
    sound.ask(timeline === null ? null : audibleOf(document, timeline), sound.state().phase === 'unasked' ? 0 : SETTLE_MS);
  }, [sound, document, timeline]);
  useEffect(() => speaker.load(state.url), [speaker, state.url]);
  useEffect(() => speaker.setVolume(loud), [speaker, loud]);
  return { sound: state, speaker, again: () => sound.ask(timeline === null ? null : audibleOf(document, timeline), 0) };
}
