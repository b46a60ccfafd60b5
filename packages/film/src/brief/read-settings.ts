import type { Notice } from '../fault.ts';
import { type Aspect, aspects } from '../frame-size.ts';
import { Grade } from '../look/grade.ts';
import { Music } from '../sound/sound.ts';
import type { Brief } from './brief.ts';
import { briefPlace } from './brief-place.ts';
import { bilingualOf } from './brief-text.ts';
import type { Facts, Mood } from './facts.ts';
import type { FilmLabel } from './labels.ts';
import { readFacts } from './read-facts.ts';

type Draft = { -readonly [Key in keyof Brief]: Brief[Key] };

/** Takes one setting of the film into a draft. What cannot be understood is a notice and changes nothing. */
export function takeSetting(
  draft: Draft,
  { label, value, lineNumber }: Readonly<{ label: Exclude<FilmLabel, 'cast' | 'photos'>; value: string; lineNumber?: number }>,
): readonly Notice[] {
  const unread: Notice = { code: 'brief.unread-setting', params: { ...briefPlace({ lineNumber }), text: value.slice(0, 80) } };
  switch (label) {
    case 'title':
      draft.title = bilingualOf(value.slice(0, 400), draft.language);
      return [];
    case 'logline':
      draft.logline = value.slice(0, 4000);
      return [];
    case 'ending':
      draft.ending = bilingualOf(value.slice(0, 400), draft.language);
      return [];
    case 'length': {
      const lengthSec = readLengthSec(value);
      if (lengthSec === undefined || lengthSec < 1 || lengthSec > 7200) return [unread];
      draft.lengthSec = lengthSec;
      return [];
    }
    case 'aspect': {
      const aspect = readAspect(value);
      if (aspect === undefined) return [unread];
      draft.aspect = aspect;
      return [];
    }
    case 'music': {
      const music = readMusic(value);
      if (music === undefined) return [unread];
      draft.music = music;
      return [];
    }
    case 'voice': {
      const narration = readNarration(value);
      if (narration === undefined) return [unread];
      draft.narration = narration;
      return [];
    }
    case 'look': {
      draft.look = value.slice(0, 2000);
      const grade = readGrade(value);
      if (grade !== undefined) draft.grade = grade;
      return [];
    }
    default:
      return label satisfies never;
  }
}

/** "90 秒", "1分30秒", "1:30", "75-90 s", "two" is not one: seconds, of a range its middle. */
export function readLengthSec(value: string): number | undefined {
  const clock = /(\d{1,3}):(\d{2})(?!\d)/.exec(value);
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]);
  const minutes = /(\d+(?:\.\d+)?)\s*(?:分钟|分|min(?:utes?)?\b|m\b)/i.exec(value);
  const seconds = /(\d+(?:\.\d+)?)(?:\s*[-–~到至]\s*(\d+(?:\.\d+)?))?\s*(?:秒|s(?:ec(?:onds?)?)?\b|$)/i.exec(
    minutes === null ? value : value.slice(minutes.index + minutes[0].length),
  );
  const secondsSec = seconds === null ? undefined : (Number(seconds[1]) + Number(seconds[2] ?? seconds[1])) / 2;
  if (minutes !== null) return Number(minutes[1]) * 60 + (secondsSec ?? 0);
  return secondsSec;
}

function readAspect(value: string): Aspect | undefined {
  const text = value.replaceAll('：', ':').replace(/\s*[:x×]\s*/g, ':');
  const named = aspects.find((aspect) => text.includes(aspect) && !new RegExp(`\\d${aspect}|${aspect}\\d`).test(text));
  if (named !== undefined) return named;
  if (/竖|vertical|portrait|抖音|快手|tiktok|reels|shorts/i.test(value)) return '9:16';
  if (/方|square/i.test(value)) return '1:1';
  if (/横|landscape|wide|horizontal/i.test(value)) return '16:9';
  return undefined;
}

const off = /^(?:off|none|no|无|不要|没有|关|关闭|静音|mute)$/i;

function readMusic(value: string): Brief['music'] | undefined {
  if (off.test(value.trim())) return 'off';
  const [file] = /[^\s，,；;]+\.(?:mp3|wav|ogg|flac|m4a|aac|opus)\b/i.exec(value) ?? [];
  if (file !== undefined) return Music.parse({ file });
  const mood = moodOf(readFacts(value).flatMap(({ facts }) => facts)) ?? moodNamed(value);
  return mood === undefined ? undefined : Music.parse({ mood });
}

function moodNamed(value: string): Mood | undefined {
  return (['calm', 'tender', 'wonder', 'bright', 'tense', 'epic', 'melancholy'] as const).find((mood) =>
    value.toLowerCase().includes(mood),
  );
}

/** The mood that is named most often, the first of those; undefined where none is. */
export function moodOf(facts: readonly Facts[]): Mood | undefined {
  const counts = new Map<Mood, number>();
  for (const { mood } of facts) if (mood !== undefined) counts.set(mood, (counts.get(mood) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The language a film is spoken in, as a setting says it. */
export function readNarration(value: string): Brief['narration'] | undefined {
  if (off.test(value.trim())) return 'off';
  if (/\b(?:zh|cn|chinese|mandarin)\b|中文|汉语|普通话|国语/i.test(value)) return 'zh';
  if (/\b(?:en|english)\b|英文|英语/i.test(value)) return 'en';
  return undefined;
}

const looks: readonly (readonly [RegExp, Partial<Grade>])[] = [
  [/暖|warm|golden|金色|复古|vintage/i, { warmthRatio: 0.18 }],
  [/冷|cool|cold|蓝调|bluish/i, { warmthRatio: -0.18 }],
  [/黑白|black[ -]and[ -]white|monochrome|b&w/i, { saturationRatio: -1 }],
  [/鲜艳|浓郁|vivid|saturated|colou?rful/i, { saturationRatio: 0.25 }],
  [/淡雅|柔和|素|muted|pastel|soft|desaturated/i, { saturationRatio: -0.15, contrastRatio: -0.08 }],
  [/高反差|对比强|high contrast|contrasty|noir|黑色电影/i, { contrastRatio: 0.25 }],
  [/胶片|颗粒|film grain|grainy|super ?8|16 ?mm/i, { grainRatio: 0.2, vignetteRatio: 0.2 }],
  [/暗角|vignette/i, { vignetteRatio: 0.3 }],
  [/宽银幕|电影感|cinematic|scope|letterbox/i, { vignetteRatio: 0.15, contrastRatio: 0.1 }],
];

function readGrade(value: string): Grade | undefined {
  const told = looks.filter(([pattern]) => pattern.test(value)).map(([, part]) => part);
  return told.length === 0 ? undefined : Grade.parse(Object.assign({}, ...told));
}
