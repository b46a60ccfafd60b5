import type { Film } from '../film.ts';
import { sortedText } from '../shot-changes.ts';
import { voiceOf } from '../sound/cast-voices.ts';
import { musicPieces } from '../sound/music-pieces.ts';
import { spokenLines } from '../sound/spoken-lines.ts';
import { overlapOf } from './cut-parts.ts';
import { editOf } from './edit-of.ts';
import { flatEdit } from './flatten.ts';

/** A line to be spoken: other words than before, another voice, or another language. */
export type SpokenImpact = Readonly<{ text: string; who: string | undefined; reason: 'words' | 'voice' | 'language' }>;

/** A score to be composed: another music, another length, or cuts elsewhere beneath it, on which its accents fall. */
export type MusicImpact = Readonly<{ cut: string; reasons: readonly ('new' | 'music' | 'length' | 'cuts' | 'seed')[] }>;

/** The lines that were not said in these words by this voice before; said ones are kept by both. */
export function spokenBetween(before: Film, after: Film): readonly SpokenImpact[] {
  const language = after.sound?.narration ?? 'off';
  if (language === 'off') return [];
  const was = before.sound?.narration ?? 'off';
  const said = new Map<string, Set<string>>();
  if (was !== 'off') {
    for (const { text, who } of spokenLines(before, was))
      said.set(text, (said.get(text) ?? new Set()).add(sortedText(voiceOf(before, who))));
  }
  return spokenLines(after, language).flatMap(({ text, who }): SpokenImpact[] => {
    if (was !== language) return [{ text, who, reason: 'language' }];
    const voices = said.get(text);
    if (voices === undefined) return [{ text, who, reason: 'words' }];
    return voices.has(sortedText(voiceOf(after, who))) ? [] : [{ text, who, reason: 'voice' }];
  });
}

/** The scores that have to be composed; music of a file never has. */
export function composedBetween(before: Film, after: Film): readonly MusicImpact[] {
  const was = scoresOf(before);
  return [...scoresOf(after)].flatMap(([cut, now]): MusicImpact[] => {
    const then = was.get(cut);
    if (then === undefined) return [{ cut, reasons: ['new'] }];
    const reasons = (['music', 'length', 'cuts', 'seed'] as const).filter((part) => then[part] !== now[part]);
    return reasons.length === 0 ? [] : [{ cut, reasons }];
  });
}

type Score = Readonly<{ music: string; length: number; cuts: string; seed: number }>;

/** What each score of a film is composed from, by the first cut that plays it. */
function scoresOf(film: Film): ReadonlyMap<string, Score> {
  const flat = flatEdit(film, editOf(film));
  const accents = flat.cuts.slice(1).map(({ cut }) => cut.startFrame + overlapOf(cut) / 2);
  const scores = new Map<string, Score>();
  const seen = new Set<string>();
  for (const { cut, music, wholeFrames } of musicPieces(flat)) {
    if ('file' in music) continue;
    const { gainDb: _, ...composed } = music;
    const beginFrame = cut.startFrame - cut.inFrame / cut.speedRatio;
    const heard = accents.map((frame) => frame - beginFrame).filter((frame) => frame > 0 && frame < wholeFrames);
    const score = { music: sortedText(composed), length: wholeFrames / film.fps, cuts: sortedText(heard.map((frame) => frame / film.fps)) };
    const key = sortedText([beginFrame, score]);
    // Parts of one score are composed once.
    if (seen.has(key)) continue;
    seen.add(key);
    scores.set(cut.id, { ...score, seed: film.seed });
  }
  return scores;
}
