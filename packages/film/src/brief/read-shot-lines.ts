import type { Bilingual } from '../bilingual.ts';
import type { CastMember } from '../cast.ts';
import type { Language } from '../fault.ts';
import { parseCamera } from '../language/parse-camera.ts';
import type { TextLine } from './brief-blocks.ts';
import { bilingualOf, joinText, languageOf } from './brief-text.ts';
import { namePlace } from './depiction.ts';
import { labelled, shotLabelOf } from './labels.ts';
import { takeImages } from './markdown-image.ts';
import { readLengthSec } from './read-settings.ts';
import { transitionOf } from './transition-words.ts';

/** Something said: by a member of the cast, or by the narrator. */
export type Saying = Readonly<{ who?: string; text: Bilingual }>;

/** One view as its lines tell it, before long ones are split. */
export type ShotDraft = {
  lineNumber: number;
  says: Saying[];
  shows: string[];
  camera: string[];
  sound: string[];
  photo?: string;
  photoCaption?: string;
  lengthSec?: number;
  transition?: ReturnType<typeof transitionOf>;
  caption?: Bilingual;
};

/** Whom names stand for: every name and alias, in lower case, and the cast's own name. */
export type Speakers = ReadonlyMap<string, string>;

type Reading = Readonly<{ speakers: Speakers; language: Language; addSpeaker: (name: string) => void }>;

const square = /[[【［]([^\]】］]{1,2000})[\]】］]/g;
const round = /[（(]([^（）()]{1,400})[）)]/g;
const quoted = /^\s*[「『“"‘]\s*(.+?)\s*[」』”"’]\s*$/;
const shouted = /^[\p{Lu}][\p{Lu}\d .'’-]{1,40}$/u;
const bare = /^[\s，。、；：,.;:!?！？…—–·'"“”‘’「」-]*$/;

/** Reads the lines of one block as one view. */
export function readShotLines(lines: readonly TextLine[], reading: Reading): ShotDraft {
  const draft: ShotDraft = { lineNumber: lines[0]?.lineNumber ?? 1, says: [], shows: [], camera: [], sound: [] };
  let prose: string[] = [];
  const flush = () => {
    if (prose.length > 0) say(draft, { text: bilingualOf(joinText(prose), reading.language) });
    prose = [];
  };
  for (let i = 0; i < lines.length; i += 1) {
    const { text } = lines[i] as TextLine;
    const left = takeMarks(takePhoto(text, draft), draft);
    if (bare.test(left)) continue;
    const speaker = cueOf(left, { next: lines[i + 1]?.text, reading });
    if (speaker !== undefined) {
      flush();
      i += 1;
      say(draft, { who: speaker, text: unquoted(lines[i]?.text ?? '', reading.language) });
      continue;
    }
    const told = labelled(left);
    if (told !== undefined && takeLabel(told, { draft, reading, flush })) continue;
    const inline = dialogueIn(left, reading);
    if (inline !== undefined) {
      flush();
      draft.shows.push(left);
      say(draft, inline);
      continue;
    }
    if (prose.length > 0 && languageOf(left) !== languageOf(joinText(prose))) flush();
    prose.push(left);
  }
  flush();
  return draft;
}

/** Adds what is said; a text in the other language right behind one is its translation. */
function say(draft: ShotDraft, saying: Saying): void {
  const last = draft.says.at(-1);
  const { zh, en } = saying.text;
  const isTranslation =
    last !== undefined &&
    last.who === saying.who &&
    ((zh === undefined && last.text.en === undefined) || (en === undefined && last.text.zh === undefined)) &&
    (zh === undefined) !== (en === undefined);
  if (isTranslation) draft.says[draft.says.length - 1] = { ...last, text: { ...last.text, ...saying.text } };
  else draft.says.push(saying);
}

function takePhoto(text: string, draft: ShotDraft): string {
  const { images, rest } = takeImages(text);
  const [image] = images;
  if (image === undefined) return rest;
  draft.photo ??= image.path;
  if (image.caption !== '') draft.photoCaption ??= image.caption;
  return rest;
}

/** Takes out what stands in brackets and is no speech: camera words, a length, a transition, a sound, what is seen. */
function takeMarks(text: string, draft: ShotDraft): string {
  return text
    .replace(square, (_, inside: string) => {
      takeMark(inside.trim(), draft);
      return ' ';
    })
    .replace(round, (whole: string, inside: string) => {
      if (!isDirection(inside.trim())) return whole;
      takeMark(inside.trim(), draft);
      return ' ';
    })
    .replace(/ {2,}/g, ' ')
    .trim();
}

function isDirection(inside: string): boolean {
  const told = labelled(inside);
  if (told !== undefined) return shotLabelOf(told.name) !== undefined;
  if (isLength(inside) || transitionOf(inside) !== undefined) return true;
  const { moves, unread } = parseCamera(inside);
  return moves.length > 0 && unread.length === 0;
}

function isLength(inside: string): boolean {
  return /^(?:约|about )?\d+(?:\.\d+)?\s*(?:秒|s|sec|seconds?)$/i.test(inside);
}

function takeMark(inside: string, draft: ShotDraft): void {
  const told = labelled(inside);
  const transition = transitionOf(inside);
  if (told !== undefined && takeField(told, draft)) return;
  if (isLength(inside)) setLength(inside, draft);
  else if (transition !== undefined) draft.transition = transition;
  else if (parseCamera(inside).moves.length > 0) draft.camera.push(inside);
  else draft.shows.push(inside);
}

function setLength(value: string, draft: ShotDraft): boolean {
  const lengthSec = readLengthSec(value);
  if (lengthSec === undefined || lengthSec < 0.5 || lengthSec > 600) return false;
  draft.lengthSec = lengthSec;
  return true;
}

type Told = Readonly<{ name: string; value: string }>;

/** Takes a label that says nothing aloud. False where it is none, or its value cannot be one. */
export function takeField({ name, value }: Told, draft: ShotDraft): boolean {
  const label = shotLabelOf(name);
  switch (label) {
    case 'shows':
    case 'place':
      draft.shows.push(value);
      return true;
    case 'camera':
      draft.camera.push(value);
      return true;
    case 'photo':
      draft.photo = value;
      return true;
    case 'length':
      return setLength(value, draft);
    case 'transition': {
      const transition = transitionOf(value);
      if (transition === undefined) return false;
      draft.transition = transition;
      return true;
    }
    case 'sound':
      draft.sound.push(value);
      return true;
    case 'number':
    case 'ignored':
      return true;
    case 'caption':
    case 'narrator':
    case 'line':
    case undefined:
      return false;
    default:
      return label satisfies never;
  }
}

function takeLabel(told: Told, { draft, reading, flush }: Readonly<{ draft: ShotDraft; reading: Reading; flush: () => void }>): boolean {
  const { name, value } = told;
  const speaker = speakerOf(name, reading.speakers);
  if (speaker === undefined && takeField(told, draft)) return true;
  const label = speaker === undefined ? shotLabelOf(name) : undefined;
  if (label === 'caption') {
    draft.caption = unquoted(value, reading.language);
    return true;
  }
  if (value === '') return false;
  if (label === 'narrator' || label === 'line') {
    const inner = label === 'line' ? labelled(value) : undefined;
    if (inner !== undefined && takeLabel(inner, { draft, reading, flush })) return true;
    flush();
    say(draft, { text: unquoted(value, reading.language) });
    return true;
  }
  const plainName = withoutAside(name);
  const isSpeech = quoted.test(value) || /^[「『“"]/.test(value) || shouted.test(plainName);
  if (speaker === undefined && !isSpeech) return false;
  if (speaker === undefined) reading.addSpeaker(plainName);
  flush();
  say(draft, { who: speaker ?? plainName, text: unquoted(value, reading.language) });
  return true;
}

/** Scripts set a name alone over what it says. */
function cueOf(text: string, { next, reading }: Readonly<{ next: string | undefined; reading: Reading }>): string | undefined {
  const name = withoutAside(text);
  if (next === undefined || next === '' || !shouted.test(name) || name.split(/\s+/).length > 3) return undefined;
  const known = speakerOf(name, reading.speakers);
  if (known === undefined) reading.addSpeaker(name);
  return known ?? name;
}

function withoutAside(name: string): string {
  return name.replace(/\s*[（(][^（）()]*[）)]\s*/g, ' ').trim();
}

function speakerOf(name: string, speakers: Speakers): string | undefined {
  return speakers.get(withoutAside(name).toLowerCase());
}

/** `小兔轻声说：“月亮，你冷吗？”` and `"Are you cold?" said Rabbit.`, where little else is said. */
function dialogueIn(text: string, { speakers, language }: Reading): Saying | undefined {
  const match = /[「『“"]([^「『“"」』”]{2,})[」』”"]/.exec(text);
  if (match === null) return undefined;
  const around = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
  const isLong = (languageOf(around) === 'zh' ? around.length : around.split(/\s+/).length * 3) > 24;
  const verb =
    /[说问道喊答念叫唤]|\b(?:says?|said|asks?|asked|whispers?|whispered|calls?|called|answers?|answered|cries|cried|replies|replied)\b/;
  if (isLong || !verb.test(around)) return undefined;
  const known = [...speakers].find(([name]) => namePlace(around.toLowerCase(), name) >= 0);
  return known === undefined ? undefined : { who: known[1], text: unquoted(match[1] ?? '', language) };
}

/** A text, or both its languages, without the quotation marks around it. */
export function unquoted(text: string, usual: Language): Bilingual {
  const both = bilingualOf(text, usual);
  const bareOf = (said: string) => quoted.exec(said)?.[1] ?? said;
  return mapText(both, bareOf);
}

/** Both languages of a text, each changed by itself. */
export function mapText({ en, zh }: Bilingual, change: (said: string) => string): Bilingual {
  return { ...(zh === undefined ? {} : { zh: change(zh) }), ...(en === undefined ? {} : { en: change(en) }) };
}

/** The cast's names in the form they are looked up by. */
export function speakersOf(cast: readonly CastMember[], aliases: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...cast.map(({ name }) => [name.toLowerCase(), name] as const), ...aliases]);
}
