import { z } from 'zod';
import { Bilingual } from '../bilingual.ts';
import { CastMember } from '../cast.ts';
import { Fault, type Language, type Notice } from '../fault.ts';
import { schemaProblem } from '../schema-problem.ts';
import { Brief, BriefShot, Depiction, mostBriefShots } from './brief.ts';
import { briefPlace } from './brief-place.ts';
import { cleanText, languageOf } from './brief-text.ts';
import { type FilmLabel, filmLabelOf, shotLabelOf } from './labels.ts';
import { readMember } from './read-cast.ts';
import { takeSetting } from './read-settings.ts';
import { readShotLines, type ShotDraft, speakersOf, takeField } from './read-shot-lines.ts';
import { shotsOfDraft } from './split-shot.ts';

const words = z.union([z.string().max(4000), z.number()]).transform((value) => cleanText(String(value)));
const shotFields = z.record(z.string().max(80), z.union([words, z.array(words), Bilingual, z.null()]));
const shotValue = z.union([words, shotFields]);
const memberValue = z.union([words, CastMember.partial({ kind: true, pictures: true })]);
const sceneValue = z.looseObject({ shots: z.array(shotValue).max(mostBriefShots) });
const settingValue = z.union([words, Bilingual, z.null()]);

const BriefValue = z.looseObject({
  language: z.enum(['en', 'zh']).optional(),
  title: settingValue.optional(),
  cast: z.array(memberValue).max(200).optional(),
  characters: z.array(memberValue).max(200).optional(),
  photos: z.record(z.string().max(4096), words).optional(),
  scenes: z.array(sceneValue).max(mostBriefShots).optional(),
  shots: z.array(shotValue).max(mostBriefShots).optional(),
});
type ShotValue = z.infer<typeof shotValue>;
const lists: ReadonlySet<string> = new Set(['language', 'cast', 'characters', 'photos', 'scenes', 'shots']);

type Draft = { -readonly [Key in keyof Brief]: Brief[Key] };

/**
 * Reads a brief written as data (YAML, JSON): the settings under their names, `cast`, `photos` with what they show, and `shots`, or `scenes` of them. A shot is a text as
 * a line of a brief in Markdown has it, or fields under the labels used there. Throws `brief.is-film`, `brief.invalid`, `brief.empty` or `brief.too-many-shots`.
 */
export function briefFromValue(value: unknown): Readonly<{ brief: Brief; notices: readonly Notice[] }> {
  const asFilm = z.looseObject({ format: z.literal('fantascope/film') }).safeParse(value);
  if (asFilm.success) throw new Fault('brief.is-film');
  const read = BriefValue.safeParse(value, { reportInput: true });
  if (!read.success) throw new Fault('brief.invalid', schemaProblem(read.error));
  const told = read.data;
  const language = told.language ?? languageOf(JSON.stringify(told.scenes ?? told.shots ?? '').replace(/"[a-zA-Z_-]+":/g, '')) ?? 'en';
  const draft: Draft = { language, cast: [], photoCaptions: told.photos ?? {}, scenes: [] };
  const notices: Notice[] = [];
  for (const [name, setting] of Object.entries(told)) if (!lists.has(name)) notices.push(...takeOne(draft, name, setting));
  const members = [...(told.cast ?? []), ...(told.characters ?? [])];
  draft.cast = members.flatMap((member) =>
    typeof member === 'string' ? (readMember(member, language)?.member ?? []) : CastMember.parse(member),
  );
  let count = 0;
  const shotsOf = (values: readonly ShotValue[]) =>
    values.flatMap((each) => {
      const shots = readShot(each, { draft, shot: count + 1, notices });
      count += shots.length;
      if (count > mostBriefShots) throw new Fault('brief.too-many-shots', { ...briefPlace({ shot: count }), most: mostBriefShots });
      return shots;
    });
  const scenes = [
    ...(told.shots === undefined ? [] : [{ shots: shotsOf(told.shots) }]),
    ...(told.scenes ?? []).map((scene) => ({ ...headingOf(scene), shots: shotsOf(scene.shots) })),
  ].filter(({ shots }) => shots.length > 0);
  if (scenes.length === 0) throw new Fault('brief.empty');
  return { brief: Brief.parse({ ...draft, scenes }), notices };
}

function takeOne(draft: Draft, name: string, value: unknown): readonly Notice[] {
  const setting = settingValue.safeParse(value);
  const label: FilmLabel | undefined = filmLabelOf(name.replace(/Sec$/, ''));
  if (!setting.success || setting.data === null || label === undefined || label === 'cast' || label === 'photos') {
    return setting.data === null ? [] : [{ code: 'brief.unread-setting', params: { ...briefPlace({}), text: name.slice(0, 80) } }];
  }
  if (typeof setting.data === 'string') return takeSetting(draft, { label, value: setting.data });
  if (label === 'title' || label === 'ending') draft[label] = setting.data;
  return [];
}

function headingOf(scene: z.infer<typeof sceneValue>): Readonly<{ heading?: string }> {
  const { heading, title, name } = scene;
  const told = [heading, title, name].find((each) => typeof each === 'string');
  return typeof told === 'string' ? { heading: cleanText(told).slice(0, 2000) } : {};
}

const speech: ReadonlySet<string> = new Set([
  'text',
  'say',
  'says',
  'line',
  'lines',
  'dialogue',
  'narration',
  'narrator',
  '台词',
  '旁白',
  '对白',
  '文案',
]);

function readShot(value: ShotValue, { draft, shot, notices }: Readonly<{ draft: Draft; shot: number; notices: Notice[] }>): BriefShot[] {
  const fields = typeof value === 'string' ? { text: value } : value;
  const entries = Object.entries(fields).filter(([, each]) => each !== null);
  const spoken = entries.filter(([name]) => speech.has(name.toLowerCase()));
  const reading = {
    speakers: speakersOf(draft.cast, new Map()),
    language: draft.language,
    addSpeaker: (name: string) => {
      if (draft.cast.every((member) => member.name !== name)) draft.cast = [...draft.cast, CastMember.parse({ name })];
    },
  };
  const made: ShotDraft = readShotLines(
    spoken.flatMap(([, each]) => linesOf(each)).map((text) => ({ text, lineNumber: 1 })),
    reading,
  );
  const depiction: Record<string, unknown> = {};
  for (const [name, each] of entries) {
    if (speech.has(name.toLowerCase())) continue;
    const text = linesOf(each).join(' ');
    if (name in Depiction.shape && Depiction.shape[name as keyof Depiction].safeParse(text).success) depiction[name] = text;
    else if (shotLabelOf(name) === 'caption')
      made.caption = typeof each === 'object' && each !== null && !Array.isArray(each) ? each : { [draft.language]: text };
    else if (!takeField({ name: name.replace(/Sec$/, ''), value: text }, made)) {
      notices.push({ code: 'brief.unread-line', params: { ...briefPlace({ shot }), text: `${name}: ${text}`.slice(0, 80) } });
    }
  }
  const seen = Object.keys(depiction).length === 0 ? {} : { depiction: Depiction.parse(depiction) };
  const narration = draft.narration === 'en' || draft.narration === 'zh' ? draft.narration : draft.language;
  return shotsOfDraft(made, narration as Language).map(({ lineNumber: _, ...each }) => BriefShot.parse({ ...each, ...seen }));
}

/** A field as lines of text; both languages as two lines. */
function linesOf(value: z.infer<typeof shotFields>[string]): string[] {
  if (value === null) return [];
  if (typeof value === 'string') return value.split('\n').map((line) => line.trim());
  if (Array.isArray(value)) return value.flatMap((each) => each.split('\n'));
  return [value.zh, value.en].filter((said) => said !== undefined).map(cleanText);
}
