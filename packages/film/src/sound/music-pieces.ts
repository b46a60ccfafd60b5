import type { Cut } from '../edit/edit.ts';
import type { FlatEdit } from '../edit/flatten.ts';
import type { Music } from './sound.ts';

/** A cut that plays music. `wholeFrames`: how long the music is made for, in frames of it from its beginning. */
export type MusicPiece = Readonly<{ cut: Cut; music: Music; wholeFrames: number }>;

/** The music cuts of an edit. Pieces that a split has left side by side are parts of one score, so that a split is not heard. */
export function musicPieces({ sounds }: Pick<FlatEdit, 'sounds'>): readonly MusicPiece[] {
  const cuts = sounds.flatMap(({ cut }) => (cut.shows.kind === 'music' ? [{ cut, music: cut.shows.music }] : []));
  const endIn = (cut: Cut) => cut.inFrame + cut.lengthFrames * cut.speedRatio;
  const wholeFrames = (of: (typeof cuts)[number]): number => {
    const goesOn = cuts.find(
      ({ cut, music }) =>
        cut.startFrame === of.cut.startFrame + of.cut.lengthFrames &&
        Math.abs(cut.inFrame - endIn(of.cut)) < 1e-6 &&
        cut.speedRatio === of.cut.speedRatio &&
        JSON.stringify(music) === JSON.stringify(of.music),
    );
    return goesOn === undefined ? endIn(of.cut) : wholeFrames(goesOn);
  };
  return cuts.map((each) => ({ ...each, wholeFrames: wholeFrames(each) }));
}
