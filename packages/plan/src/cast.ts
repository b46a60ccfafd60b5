import { both, bothAs } from './both.ts';
import { canBring, carry, type Draft, dialectOf, lose } from './draft.ts';
import { wouldExclude } from './exclusions.ts';
import type { CastFact } from './plan.ts';
import { isChinese } from './prompt.ts';

type Sent = ReadonlyMap<string, readonly number[]>;

/**
 * Brings who and what is in the shot to the model: their pictures as references as far as it takes them beside what it begins from, one of each first, and
 * their names and looks in words; and says what does not get there. A shot's own picture and references go before.
 */
export function carryCast(draft: Draft): void {
  const { shot, facts, entry } = draft;
  if (entry.camera === 'exact') return;
  const knownOf = (names: readonly string[]) => names.flatMap((name) => facts.cast?.find((member) => member.name === name) ?? []);
  const all = sendPictures(draft, knownOf(facts.castShown ?? shot.cast ?? []));
  if (shot.cast === undefined) return;
  if (shot.cast.length === 0) {
    carry(draft, 'cast', { by: 'words', as: '' });
    return;
  }
  const known = knownOf(shot.cast);
  const sent = new Map([...all].filter(([name]) => shot.cast?.includes(name)));
  const told = entry.takes.text ? tellCast(draft, { known, sent }) : false;
  if (sent.size > 0) carry(draft, 'cast', { by: 'field', as: 'references' });
  else if (told) carry(draft, 'cast', { by: 'words', as: 'prompt' });
  loseCast(draft, { known, sent });
}

/** Puts pictures into the request, one of each member, then a second of each, as long as there is room; gives the places of each member's, counted from 1. */
function sendPictures(draft: Draft, known: readonly CastFact[]): Sent {
  const { entry, facts, request, needs } = draft;
  const sent = new Map<string, number[]>();
  const isFree = request.references !== undefined || !wouldExclude(draft, 'references');
  if (!isFree || !canBring(draft, 'picture')) return sent;
  const most = Math.max(0, ...known.map(({ pictures }) => pictures.length));
  const wanted = Array.from({ length: most }, (_, round) =>
    known.flatMap(({ name, pictures }) => (pictures[round] === undefined ? [] : [{ name, path: pictures[round] }])),
  ).flat();
  const first = facts.references?.length ?? 0;
  const room = Math.max(0, entry.takes.references - (request.references?.length ?? 0));
  for (const [at, { name, path }] of wanted.slice(0, room).entries()) {
    const index = first + at;
    request.references = [...(request.references ?? []), { url: `need:reference/${index}` }];
    needs.push({ kind: 'reference', path, index });
    sent.set(name, [...(sent.get(name) ?? []), request.references.length]);
  }
  return sent;
}

/** Says who is in the shot and which picture shows them; gives whether anything is said. A description that stands in the shot's own words is not said twice. */
function tellCast(draft: Draft, { known, sent }: Readonly<{ known: readonly CastFact[]; sent: Sent }>): boolean {
  const { shot, prompt } = draft;
  const own = [shot.subject, shot.action, shot.setting].filter((text) => text !== undefined).join('\n');
  const isChinese = draft.language === 'zh';
  const lines = (shot.cast ?? []).flatMap((name) => {
    const member = known.find((each) => each.name === name);
    const { called = name, kind } = member ?? {};
    const looks = looksIn(draft, member);
    const places = (sent.get(name) ?? []).map((place) => pictureName(draft, place));
    const isSaid = looks === '' || own.includes(looks);
    if (places.length === 0 && isSaid && own.includes(called)) return [];
    const shown = places.length === 0 ? '' : isChinese ? `（见${places.join('、')}）` : ` (${places.join(' and ')})`;
    const as = kind === 'look' ? (isChinese ? '画面风格' : 'in the look of ') : '';
    return [`${as}${called}${shown}${isSaid ? '' : isChinese ? `：${looks}` : `: ${looks}`}`];
  });
  if (lines.length > 0) prompt.body.push({ part: 'cast', text: lines.join(isChinese ? '；' : '; ') });
  return lines.length > 0 || known.length > 0;
}

/** What a member looks like, in the prompt's language, else in the other; empty where nobody has said. */
function looksIn({ language }: Draft, member: CastFact | undefined): string {
  return (language === 'zh' ? (member?.zh ?? member?.en) : (member?.en ?? member?.zh))?.trim() ?? '';
}

/** How the prompt names a reference picture. A model with names of its own counts all pictures of the request, its first and last frame before the others. */
function pictureName(draft: Draft, place: number): string {
  const { request, language } = draft;
  const own = dialectOf(draft, 'referencePictureName');
  const frames = Number(request.firstFrame !== undefined) + Number(request.lastFrame !== undefined);
  if (own !== undefined) return own.replace('{n}', String(place + frames));
  return language === 'zh' ? `参考图${place}` : `reference picture ${place}`;
}

function loseCast(draft: Draft, { known, sent }: Readonly<{ known: readonly CastFact[]; sent: Sent }>): void {
  const { shot, entry } = draft;
  const strangers = (shot.cast ?? []).filter((name) => known.every((member) => member.name !== name));
  const unseen = known.filter(({ name, pictures }) => pictures.length > 0 && !sent.has(name)).map(({ name }) => name);
  const names = (given: readonly string[]) => ({ names: given.join(', ') });
  const isTold = entry.takes.text;
  if (strangers.length > 0)
    lose(draft, 'cast', {
      ...{ kind: isTold ? 'words' : 'dropped', severity: 'notable', of: ['reference'] },
      ...{ code: isTold ? 'plan.cast-unknown' : 'plan.cast-unsent', params: names(strangers) },
    });
  if (unseen.length > 0)
    lose(draft, 'cast', {
      ...{ kind: isTold ? 'words' : 'dropped', severity: 'notable', of: ['reference'] },
      ...{ code: isTold ? 'plan.cast-in-words' : 'plan.cast-unsent' },
      params: { ...names(unseen), most: entry.takes.references, ...bothAs('name', entry.name) },
    });
  loseLanguage(draft, known);
  // Those without pictures, where nothing is read.
  const mute = known.filter(({ name }) => !sent.has(name) && !unseen.includes(name)).map(({ name }) => name);
  if (!isTold && mute.length > 0)
    lose(draft, 'cast', { kind: 'dropped', severity: 'notable', of: ['reference'], code: 'plan.cast-unsent', params: names(mute) });
}

/** Descriptions that are only there in a language which the model does not read best. */
function loseLanguage(draft: Draft, known: readonly CastFact[]): void {
  const { entry } = draft;
  const wanted = entry.prompt.language;
  if (!entry.takes.text || wanted === 'both') return;
  const foreign = known.filter((member) => {
    const looks = looksIn(draft, member);
    return /\p{L}/u.test(looks) && isChinese(looks) !== (wanted === 'zh');
  });
  if (foreign.length === 0) return;
  lose(draft, 'cast', {
    ...{ kind: 'approximated', severity: wanted === 'en' ? 'notable' : 'slight', of: ['language'], code: 'plan.cast-language' },
    params: {
      names: foreign.map(({ name }) => name).join(', '),
      ...bothAs('wanted', both(wanted === 'zh' ? 'plan.chinese' : 'plan.english')),
    },
  });
}
