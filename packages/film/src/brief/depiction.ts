import type { Animatic } from '../animatic.ts';
import type { CastMember } from '../cast.ts';
import type { Depiction } from './brief.ts';
import { textIn } from './brief-text.ts';
import type { Facts } from './facts.ts';
import { type FoundFacts, readFacts } from './read-facts.ts';

/** What a text says: the picture outright, the picture by hints alone, everything else it names, and who of the cast is in it. */
export type Reading = Readonly<{
  said: Depiction;
  hinted: Depiction;
  facts: readonly Facts[];
  /** Names of cast members, in the order they are named. */
  cast: readonly string[];
  /** Somebody who was named before stands before everything else that is named: "she", 它. */
  isAboutSame: boolean;
  /** The first who is alive and named, seen or not: whom a later "she" means. */
  someone: Depiction['subject'];
}>;

const pronouns = /[他她它]|\b(?:he|she|it|her|him|his|they|them)\b/i;

/** Reads what a text shows, of a cast whose names stand for what they look like. */
export function readDepiction(text: string, cast: readonly CastMember[]): Reading {
  const found = readFacts(text);
  const facts = found.flatMap((each) => each.facts);
  const named = cast.filter(({ name }) => namePlace(text, name) >= 0).sort((a, b) => namePlace(text, a.name) - namePlace(text, b.name));
  const outright = facts.filter((fact) => fact.isHint !== true);
  const hints = facts.filter((fact) => fact.isHint === true);
  const acting = named.filter(({ kind, name }) => kind !== 'place' && !isLookedAt(text, name));
  const firstThing = found.find((each) => each.facts.some((fact) => fact.subject !== undefined && fact.isHint !== true));
  const { place: castPlace } = named.map(placeOf).find(({ place }) => place !== undefined) ?? {};
  const place = outright.find(({ isInside }) => isInside === true)?.place ?? firstOf(outright, 'place') ?? castPlace;
  return {
    said: defined({
      place,
      hour: firstOf(outright, 'hour'),
      weather: lastOf(outright, 'weather'),
      subject: firstSubject(text, { acting, thing: firstThing }),
      size: firstOf(outright, 'size'),
    }),
    hinted: defined({ place: firstOf(hints, 'place'), hour: firstOf(hints, 'hour'), subject: firstOf(hints, 'subject') }),
    facts,
    cast: named.map(({ name }) => name),
    isAboutSame: isPronounFirst(text, { acting, thing: firstThing }),
    someone: someoneIn(facts, acting),
  };
}

/** What a member of the cast is drawn as: by its name, or more exactly by its description; else a person, or a box for a product. */
export function subjectOf({ name, kind, description }: CastMember): NonNullable<Animatic['subject']> {
  const told = [name, description === undefined ? '' : `${description.zh ?? ''} ${description.en ?? ''}`].map(
    (text) =>
      readFacts(text)
        .flatMap((each) => each.facts)
        .find((fact) => fact.subject !== undefined)?.subject,
  );
  // A keeper may turn out to be an old man.
  const [byName, byDescription] = told;
  return (byName === 'person' ? (byDescription ?? byName) : (byName ?? byDescription)) ?? (kind === 'product' ? 'box' : 'person');
}

function placeOf({ kind, name, description }: CastMember): Readonly<{ place?: Animatic['place'] }> {
  if (kind !== 'place') return {};
  const text = `${name} ${description === undefined ? '' : textIn(description, 'zh')}`;
  const place = readFacts(text)
    .flatMap((each) => each.facts)
    .find((fact) => fact.place !== undefined)?.place;
  return place === undefined ? {} : { place };
}

const alive: ReadonlySet<Depiction['subject']> = new Set([
  'person',
  'child',
  'elder',
  'rabbit',
  'cat',
  'dog',
  'bird',
  'fish',
  'horse',
  'robot',
]);

function someoneIn(facts: readonly Facts[], acting: readonly CastMember[]): Depiction['subject'] {
  return acting.map(subjectOf).find((subject) => alive.has(subject)) ?? facts.find(({ subject }) => alive.has(subject))?.subject;
}

function isPronounFirst(
  text: string,
  { acting, thing }: Readonly<{ acting: readonly CastMember[]; thing: FoundFacts | undefined }>,
): boolean {
  const at = text.search(pronouns);
  const [member] = acting;
  return at >= 0 && (member === undefined || at < namePlace(text, member.name)) && (thing === undefined || at < thing.at);
}

/** Whoever or whatever is named first is what is seen. */
function firstSubject(
  text: string,
  { acting, thing }: Readonly<{ acting: readonly CastMember[]; thing: FoundFacts | undefined }>,
): Depiction['subject'] {
  const [member] = acting;
  const isThingFirst = thing !== undefined && (member === undefined || thing.at < namePlace(text, member.name));
  if (member !== undefined && !isThingFirst) return subjectOf(member);
  return thing?.facts.find((fact) => fact.subject !== undefined)?.subject;
}

/** 望着月亮, "looks up at Moon": the one who looks is seen. */
function isLookedAt(text: string, name: string): boolean {
  return /(?:[看望对朝向][着见向]?|\b(?:at|to|toward|towards|for|of|from)(?: the)? )$/i.test(
    text.slice(0, Math.max(0, namePlace(text, name))),
  );
}

/** Where a name stands in a text, −1 where it does not; a Latin name as a whole word. */
export function namePlace(text: string, name: string): number {
  if (!/^[\x20-\x7e]+$/.test(name)) return text.indexOf(name);
  const pattern = new RegExp(`(?<![A-Za-z])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z])`, 'i');
  return text.search(pattern);
}

function firstOf<Key extends keyof Depiction>(facts: readonly Facts[], key: Key): Facts[Key] | undefined {
  return facts.find((fact) => fact[key] !== undefined)?.[key];
}

function lastOf<Key extends keyof Depiction>(facts: readonly Facts[], key: Key): Facts[Key] | undefined {
  return facts.findLast((fact) => fact[key] !== undefined)?.[key];
}

function defined(told: { [Key in keyof Depiction]?: Depiction[Key] | undefined }): Depiction {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
