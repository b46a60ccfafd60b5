import { type Air, Aperture, type MotionRegion, type Phrase, type Shot } from '@fantascope/film';

/** Something said of the picture that is no camera move: what is in the air, what moves by itself, or that only the subject is sharp. */
export type SceneWord = Phrase &
  Readonly<
    | { lane: 'air'; kind: Air['kind'] }
    | { lane: 'motion'; kind: MotionRegion['kind']; isBehind: boolean }
    | { lane: 'focus'; kind: 'shallow' }
  >;

/** What a shallow depth of field is shot with where no number is said. */
const SHALLOW_F_STOP = 2;
const shallowWords =
  /背景虚化|虚化背景|背景模糊|浅景深|大光圈|\bshallow (?:depth of field|focus|dof)\b|\bbokeh\b|\bblurr(?:ed|y) background\b|\bbackground (?:blur|out of focus)/i;

const airWords: Readonly<Record<Air['kind'], RegExp>> = {
  petals: /花瓣|petals?/i,
  seeds: /绒毛|种子|飘絮|柳絮|dandelion seeds?|seeds?\b/i,
  rain: /下[点着起了]{0,2}[小大细暴]?雨|雨点|雨丝|雨水|\brain(?:ing|drops?)?\b/i,
  snow: /[下飘][点着起了]{0,2}[小大细暴]?雪(?!山|地|峰|坡|原|人)|雪花|\bsnow(?:ing|flakes?)?\b/i,
  dust: /灰尘|尘埃|浮尘|\bdust\b/i,
  fog: /雾气|薄雾|起雾|大雾|\b(?:fog|mist)\b/i,
  fireflies: /萤火虫|firefl(?:y|ies)/i,
  embers: /火星|余烬|\bembers?\b/i,
};
const motionWords: Readonly<Record<MotionRegion['kind'], RegExp>> = {
  sway: /摇曳|随风轻?摇摆?|轻轻摇摆|\bsway(?:s|ing)?\b/i,
  flow: /流动|流淌|\bflow(?:s|ing)?\b/i,
  drift: /飘荡|漂动|\bdrift(?:s|ing)?\b/i,
  flicker: /闪烁|\bflicker(?:s|ing)?\b/i,
};
const behind = /身后|背后|背景|后面|后方|\bbehind\b|\bbackground\b/i;

/**
 * What a sentence says of the air and of motion. A clause without a camera phrase (`taken`) counts whole as what its word means; in one that has some, only the
 * word does. Of a clause with an air word, motion words only say how it flies.
 */
export function sceneWords(text: string, taken: readonly Phrase[]): SceneWord[] {
  const isTaken = (at: number, end: number) => taken.some((phrase) => phrase.at < end && phrase.at + phrase.text.length > at);
  return [...text.matchAll(/[^，,；;。.、\n]+/g)].flatMap(({ 0: clause, index }): SceneWord[] => {
    const start = index + clause.length - clause.trimStart().length;
    const whole = { at: start, text: clause.trim() };
    const isWhole = !isTaken(whole.at, whole.at + whole.text.length);
    const placeOf = (match: RegExpExecArray): Phrase | null => {
      if (isWhole) return whole;
      const at = index + match.index;
      return isTaken(at, at + match[0].length) ? null : { at, text: match[0] };
    };
    const shallow = shallowWords.exec(clause);
    const said = airOrMotion(clause, placeOf);
    if (shallow === null) return said;
    const at = index + shallow.index;
    const place = said.length === 0 ? placeOf(shallow) : isTaken(at, at + shallow[0].length) ? null : { at, text: shallow[0] };
    return place === null ? said : [...said, { ...place, lane: 'focus', kind: 'shallow' }];
  });
}

/** What is in the air of a clause, else what moves in it. */
function airOrMotion(clause: string, placeOf: (match: RegExpExecArray) => Phrase | null): SceneWord[] {
  for (const [kind, words] of Object.entries(airWords) as [Air['kind'], RegExp][]) {
    const match = words.exec(clause);
    const place = match === null ? null : placeOf(match);
    if (place !== null) return [{ ...place, lane: 'air' as const, kind }];
  }
  for (const [kind, words] of Object.entries(motionWords) as [MotionRegion['kind'], RegExp][]) {
    const match = words.exec(clause);
    const place = match === null ? null : placeOf(match);
    if (place !== null) return [{ ...place, lane: 'motion' as const, kind, isBehind: behind.test(clause) }];
  }
  return [];
}

/** Air, motions and aperture of a shot after its sentence was said anew: what is said for the first time is added, what was said and no longer is goes. */
export function withSceneWords(
  shot: Pick<Shot, 'air' | 'motions' | 'aperture'>,
  before: readonly SceneWord[],
  after: readonly SceneWord[],
): Pick<Shot, 'air' | 'motions' | 'aperture'> {
  const has = (words: readonly SceneWord[], lane: SceneWord['lane'], kind: string) =>
    words.some((word) => word.lane === lane && word.kind === kind);
  const isGone = (lane: SceneWord['lane'], kind: string) => has(before, lane, kind) && !has(after, lane, kind);
  const air = shot.air.filter(({ kind }) => !isGone('air', kind));
  const motions = shot.motions.filter(({ kind }) => !isGone('motion', kind));
  for (const word of after) {
    if (word.lane === 'air') {
      if (!air.some(({ kind }) => kind === word.kind)) air.push({ kind: word.kind });
    } else if (word.lane === 'motion' && !motions.some(({ kind }) => kind === word.kind))
      motions.push({ kind: word.kind, place: { matte: word.isBehind ? 'background' : 'subject' }, towardDeg: 0, loopSec: 4 });
  }
  const kept = isGone('focus', 'shallow') && shot.aperture?.fStop === SHALLOW_F_STOP ? undefined : shot.aperture;
  const isNewlyShallow = has(after, 'focus', 'shallow') && !has(before, 'focus', 'shallow');
  // An iris that is opened wider already stays.
  const aperture =
    isNewlyShallow && (kept?.fStop ?? Number.POSITIVE_INFINITY) > SHALLOW_F_STOP
      ? Aperture.parse({ ...kept, fStop: SHALLOW_F_STOP })
      : kept;
  return { air: air.slice(0, 8), motions: motions.slice(0, 8), ...(aperture === undefined ? {} : { aperture }) };
}
