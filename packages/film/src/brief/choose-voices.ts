import type { Animatic } from '../animatic.ts';
import type { CastMember } from '../cast.ts';
import { Voice } from '../sound/voice.ts';
import { subjectOf } from './depiction.ts';
import { readFacts } from './read-facts.ts';

/** How somebody sounds where that was said outright. */
export const spokenKinds = ['woman', 'man', 'girl', 'boy', 'old woman', 'old man'] as const;
export type SpokenKind = (typeof spokenKinds)[number];

type Sound = Readonly<{ name: string; pitchRatio: number; rateRatio: number }>;
const sound = (name: string, pitchRatio = 1, rateRatio = 1): Sound => ({ name: `espeak/${name}`, pitchRatio, rateRatio });

/** The voices there are without a key; each of them speaks both languages. */
const kinds: Readonly<Record<SpokenKind, Sound>> = {
  woman: sound('female'),
  man: sound('male'),
  girl: sound('girl'),
  boy: sound('child'),
  'old woman': sound('female', 0.86, 0.9),
  'old man': sound('elder'),
};

/** How high and how fast somebody speaks by what they are, relative to a person. */
const natures: Partial<Record<NonNullable<Animatic['subject']>, readonly [pitchRatio: number, rateRatio: number]>> = {
  rabbit: [1.25, 1],
  cat: [1.2, 1],
  dog: [1.1, 1.05],
  bird: [1.3, 1.05],
  fish: [1.15, 0.95],
  robot: [0.85, 1],
  moon: [0.94, 0.88],
  tree: [0.85, 0.9],
};

/** Further ones of a kind are told apart by height and pace; small enough that a woman stays one. */
const apart: readonly (readonly [pitchRatio: number, rateRatio: number])[] = [1, 0.93, 1.07, 0.87].flatMap((rate) =>
  [1, 1.12, 0.9, 1.2, 0.84].map((pitch) => [pitch, rate] as const),
);

const female = {
  nouns:
    /女|妈|母亲|奶奶|外婆|姥姥|婆婆|姐|妹|娘|公主|皇后|王后|阿姨|婶|嫂|太太|夫人|妻子|嫦娥|老妇|小姐|\b(?:woman|girl|lady|mother|mom|mum|grandmother|grandma|granny|sister|daughter|granddaughter|wife|queen|princess|aunt|bride|heroine|witch|nun|mrs|ms|miss|female|fisherwoman)\b/i,
  pronouns: /她|\b(?:she|her|hers)\b/i,
};
const male = {
  nouns:
    /男|爸|父亲|爷|外公|姥爷|哥|弟|王子|国王|皇帝|叔|伯|舅|丈夫|先生|新郎|少年|儿子|孙子|渔夫|樵夫|老头|小伙|和尚|\b(?:man|boy|gentleman|father|dad|grandfather|grandpa|brother|son|grandson|husband|king|prince|uncle|groom|hero|wizard|monk|mr|male|fisherman|postman)\b/i,
  pronouns: /他(?!们)|\b(?:he|him|his)\b/i,
};

/** Whether name and description say a woman or a man: the name before the description, nouns before pronouns, and of two the one that comes first. */
function genderOf({ name, description }: CastMember): 'female' | 'male' | undefined {
  const texts = [name, description?.zh ?? '', description?.en ?? ''];
  for (const which of ['nouns', 'pronouns'] as const)
    for (const text of texts) {
      const [her, him] = [text.search(female[which]), text.search(male[which])];
      if (her >= 0 || him >= 0) return him < 0 || (her >= 0 && her < him) ? 'female' : 'male';
    }
  return undefined;
}

const ages: ReadonlySet<Animatic['subject']> = new Set(['child', 'person', 'elder']);

/** How old somebody is: as the first person says that the name, else the description, speaks of; not by a lighthouse that is kept. A keeper may turn out to be an old man. */
function ageOf({ name, description }: CastMember): Animatic['subject'] {
  const found = [name, description?.zh ?? '', description?.en ?? ''].flatMap((text) => {
    const facts = readFacts(text).flatMap((each) => each.facts);
    return facts.find(({ subject }) => ages.has(subject))?.subject ?? [];
  });
  return found.find((age) => age !== 'person');
}

/** How a member sounds by what is told of it; undefined where nothing says whether a woman or a man. */
function toldKind(member: CastMember): SpokenKind | undefined {
  const gender = genderOf(member);
  switch (ageOf(member)) {
    case 'child':
      return gender === 'female' ? 'girl' : 'boy';
    case 'elder':
      return gender === 'female' ? 'old woman' : 'old man';
    default:
      return gender === undefined ? undefined : gender === 'female' ? 'woman' : 'man';
  }
}

/**
 * Gives every character a voice that fits what is said of them, and no two the same: a woman or a man, a child, somebody old, an animal. Who has a voice keeps it.
 * `said` is how somebody sounds where that was told outright. Where nothing tells a woman from a man they take turns.
 */
export function withVoices(
  cast: readonly CastMember[],
  said: (member: CastMember) => SpokenKind | undefined = () => undefined,
): readonly CastMember[] {
  const taken = new Set(cast.flatMap(({ voice }) => (voice === undefined ? [] : [keyOf(voice)])));
  let turns = 0;
  return cast.map((member) => {
    if (member.kind !== 'character' || member.voice !== undefined) return member;
    const kind = said(member) ?? toldKind(member) ?? (turns++ % 2 === 0 ? 'woman' : 'man');
    const [high, fast] = natures[subjectOf(member)] ?? [1, 1];
    const base = kinds[kind];
    const choices = apart.map(([pitch, rate]) =>
      Voice.parse({
        name: base.name,
        pitchRatio: hundredths(base.pitchRatio * high * pitch),
        rateRatio: hundredths(base.rateRatio * fast * rate),
      }),
    );
    const voice = choices.find((each) => !taken.has(keyOf(each))) ?? choices[0];
    if (voice === undefined) return member;
    taken.add(keyOf(voice));
    return { ...member, voice };
  });
}

function keyOf({ name, pitchRatio, rateRatio }: Voice): string {
  return `${name} ${pitchRatio} ${rateRatio}`;
}

function hundredths(ratio: number): number {
  return Math.min(2, Math.max(0.5, Math.round(ratio * 100) / 100));
}
