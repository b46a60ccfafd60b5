import { describeCamera, type Phrase } from '@fantascope/film';
import { useEffect, useMemo, useState } from 'react';
import { useLengthUnit } from '../../parts/length-unit.ts';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';
import { withHanded } from './handed.ts';
import { amountText } from './move-amount.ts';
import { readSentence, type SentenceReading, scaleOf } from './read-sentence.ts';
import { withSceneWords } from './scene-words.ts';

const PAUSE_MS = 150;

/** The sentence of the shot and how it is edited. `changed`: a sentence written by hand whose figures the shot no longer has. */
export type Sentence = Readonly<{
  text: string;
  isFresh: boolean;
  reading: SentenceReading;
  changed: readonly string[] | null;
  isFreePath: boolean;
  keys: number;
  type: (text: string) => void;
  /** Puts the shot as the words say; 'nothing' where none of them was understood. */
  apply: (text?: string) => 'applied' | 'same' | 'nothing';
  /** Hands words that nobody understood to the models, or no longer. A sentence that is being written is put with them. */
  hand: (words: string, isOn: boolean) => void;
  revert: () => void;
  updateWords: () => void;
}>;

const textsOf = (phrases: readonly Phrase[]) => phrases.map((phrase) => phrase.text.trim());

/** The sentence of the open shot, in both directions: as it was written, or as its moves are told. */
export function useSentence(): Sentence {
  const { language, t } = useWords();
  const { store } = useDirect();
  const { camera, sentence, action } = useShot(({ shot }) => ({ camera: shot.camera, sentence: shot.sentence, action: shot.action }));
  const moves = isMoves(camera) ? camera.moves : null;
  const scale = scaleOf(camera);
  const { subjectDistanceM = 3 } = scale;
  const told = useMemo(
    () => (moves === null ? '' : describeCamera(moves, language, { subjectDistanceM })),
    [moves, language, subjectDistanceM],
  );
  const kept = moves === null ? '' : (sentence ?? told);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? kept;
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const scaleKey = JSON.stringify(scale);
  // What is marked is what stood there at the last pause; a sentence that changed from elsewhere is read at once.
  const read = typed === null ? kept : paused;
  const isNew = typed !== null && typed !== kept;
  const standing = useMemo(() => readSentence(kept, JSON.parse(scaleKey), { action }), [kept, scaleKey, action]);
  const reading = useMemo(
    () => (isNew ? readSentence(read, JSON.parse(scaleKey), { action, refused: textsOf(standing.unread) }) : standing),
    [read, scaleKey, action, isNew, standing],
  );
  const about = t('say.about');
  const length = useLengthUnit();
  const changed = useMemo(() => {
    if (sentence === undefined || sentence === '' || moves === null || typed !== null) return null;
    const said = readSentence(sentence, JSON.parse(scaleKey)).moves;
    if (said.length !== moves.length || said.some(({ kind }, index) => kind !== moves[index]?.kind)) return [];
    const figures = said.flatMap((move, index) => {
      const now = moves[index];
      const [before, after] = [amountText(move, about, length), now === undefined ? '' : amountText(now, about, length)];
      return before === after ? [] : [`${before} → ${after}`];
    });
    return figures.length === 0 ? null : figures;
  }, [sentence, moves, typed, scaleKey, about, length]);
  /** `given`: words of it that are handed to the models by hand. */
  const put = (own: string, given: readonly string[] = []): 'applied' | 'nothing' => {
    const { shot } = store.state();
    const before = readSentence(kept, scaleOf(shot.camera), { action: shot.action });
    const next = readSentence(own, scaleOf(shot.camera), {
      action: withHanded(shot.action, [], given),
      refused: textsOf(before.unread),
    });
    if (own.trim() !== '' && next.moves.length === 0 && next.scene.length === 0 && next.handed.length === 0) return 'nothing';
    if (own.trim() === '' && moves === null) return 'nothing';
    const { air, motions, aperture } = withSceneWords(shot, before.scene, next.scene);
    const nextAction = withHanded(shot.action, textsOf(before.handed), textsOf(next.handed));
    store.edit([
      { kind: 'moves', moves: next.moves, sentence: own.trim() },
      ...(own.trim() === '' ? [{ kind: 'put' as const, field: 'sentence' as const, value: undefined }] : []),
      ...(JSON.stringify(air) === JSON.stringify(shot.air) ? [] : [{ kind: 'put' as const, field: 'air' as const, value: air }]),
      ...(JSON.stringify(motions) === JSON.stringify(shot.motions)
        ? []
        : [{ kind: 'put' as const, field: 'motions' as const, value: motions }]),
      ...(JSON.stringify(aperture) === JSON.stringify(shot.aperture)
        ? []
        : [{ kind: 'put' as const, field: 'aperture' as const, value: aperture }]),
      ...(nextAction === shot.action ? [] : [{ kind: 'put' as const, field: 'action' as const, value: nextAction }]),
    ]);
    store.endGesture();
    setTyped(null);
    return 'applied';
  };
  return {
    text,
    isFresh: isNew,
    reading,
    changed,
    isFreePath: moves === null,
    keys: isMoves(camera) ? 0 : camera.keyframes.length,
    type: setTyped,
    apply: (own = text) => {
      if (own === kept) {
        setTyped(null);
        return 'same';
      }
      return put(own);
    },
    hand: (words, isOn) => {
      if (isOn && isNew) return void put(text, [words]);
      const value = withHanded(store.state().shot.action, isOn ? [] : [words], isOn ? [words] : []);
      store.edit({ kind: 'put', field: 'action', value });
      store.endGesture();
    },
    revert: () => setTyped(null),
    updateWords: () => {
      store.edit({ kind: 'put', field: 'sentence', value: undefined });
      store.endGesture();
    },
  };
}
