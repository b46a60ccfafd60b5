import type { Bilingual } from '../bilingual.ts';
import type { Language } from '../fault.ts';

const han = /\p{Script=Han}/gu;
const latinWord = /[\p{Script=Latin}\p{N}]+(?:['’-][\p{Script=Latin}\p{N}]+)*/gu;

/** Words a second of spoken English, and characters a second of spoken Chinese. */
const spokenPerSec = { en: 2.5, zh: 4 } as const;
/** A stop inside a text is a pause, seconds. */
const stopSec = 0.3;

/** Text as it is read: one form of each character, plain line ends, tabs as spaces, nothing invisible. */
export function cleanText(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      .replace(/\t/g, '    ')
      .replace(/[\u00a0\u3000]/g, ' ')
      // Controls, zero-width and direction marks, variation selectors and halves of surrogate pairs show nothing and break captions.
      .replace(/(?!\n)[\p{C}\p{Variation_Selector}]/gu, '')
  );
}

/** The language most of a text is in; undefined where it has neither words nor characters. */
export function languageOf(text: string): Language | undefined {
  const characters = text.match(han)?.length ?? 0;
  const words = text.match(latinWord)?.length ?? 0;
  if (characters === 0 && words === 0) return undefined;
  return characters >= words ? 'zh' : 'en';
}

/** How long a text takes to say, seconds; at least 0.8. */
export function speakingSec(text: string): number {
  const characters = text.match(han)?.length ?? 0;
  const words = text.replace(han, ' ').match(latinWord)?.length ?? 0;
  const stops = Math.max(0, sentencesOf(text).length - 1);
  return Math.max(0.8, characters / spokenPerSec.zh + words / spokenPerSec.en + stops * stopSec);
}

/** The text in a language, or in the other where there is none. */
export function textIn(text: Bilingual, language: Language): string {
  return text[language] ?? text.zh ?? text.en ?? '';
}

/** A text of one language, or of both where one line holds both: "月亮 / The moon", "月亮 | The moon". */
export function bilingualOf(text: string, usual: Language): Bilingual {
  const trimmed = text.trim();
  for (const [gap] of trimmed.matchAll(/\s*[|｜]\s*|\s+\/{1,2}\s+|\s*／\s*/g)) {
    const at = trimmed.indexOf(gap);
    const sides = [trimmed.slice(0, at).trim(), trimmed.slice(at + gap.length).trim()] as const;
    const [first, second] = sides.map(languageOf);
    if (first !== undefined && second !== undefined && first !== second) return { [first]: sides[0], [second]: sides[1] };
  }
  return { [languageOf(trimmed) ?? usual]: trimmed };
}

const abbreviation = /(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Sr|Jr|vs|etc|No|Mt)|\b[A-Z]|\be\.g|\bi\.e)\.$/;
const ends = /[。！？!?…]+["'”’」』）)]*|\.+["'”’)]*(?=\s|$)/g;

/** Sentences with their closing marks; abbreviations do not end one. */
export function sentencesOf(text: string): string[] {
  return cutAfter(text, ends, (before) => abbreviation.test(before));
}

/** Parts between commas, semicolons, colons and dashes, with their marks. */
export function clausesOf(text: string): string[] {
  return cutAfter(text, /[，、；：;:]+["'”’」』]*|,(?=\s)|——|(?<=\s)[—–](?=\s)/g, () => false);
}

function cutAfter(text: string, mark: RegExp, isWithin: (before: string) => boolean): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(mark)) {
    const to = match.index + match[0].length;
    if (isWithin(text.slice(from, to))) continue;
    parts.push(text.slice(from, to).trim());
    from = to;
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== '');
}

/** Lines of one paragraph as one text: Chinese lines meet, others are parted by a space. */
export function joinText(parts: readonly string[]): string {
  return parts.reduce((whole, part) => {
    if (whole === '') return part;
    const isChinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]$/u.test(whole) && languageOf(whole) === 'zh';
    return isChinese ? whole + part : `${whole} ${part}`;
  }, '');
}

/** A text in parts that each take at most `mostSec` to say: at sentences, else at clauses, else between words. Parts are as even as they can be. */
export function splitText(text: string, mostSec: number): string[] {
  const whole = speakingSec(text);
  if (whole <= mostSec) return [text];
  const pieces = sentencesOf(text)
    .flatMap((sentence) => (speakingSec(sentence) > mostSec ? clausesOf(sentence) : [sentence]))
    .flatMap((clause) => (speakingSec(clause) > mostSec ? hardSplit(clause, mostSec) : [clause]));
  return gather(pieces, { aimSec: whole / Math.ceil(whole / mostSec), mostSec });
}

/** Puts pieces together, in order, into parts of about aimSec and at most mostSec. */
function gather(pieces: readonly string[], { aimSec, mostSec }: Readonly<{ aimSec: number; mostSec: number }>): string[] {
  const parts: string[] = [];
  let held: string[] = [];
  const flush = () => {
    if (held.length > 0) parts.push(joinText(held));
    held = [];
  };
  for (const piece of pieces) {
    const now = held.length === 0 ? 0 : speakingSec(joinText(held));
    const next = speakingSec(joinText([...held, piece]));
    // Taking the piece in must bring the part nearer to its aim, and not over the limit.
    if (now > 0 && (next > mostSec || next - aimSec > aimSec - now)) flush();
    held.push(piece);
  }
  flush();
  return parts;
}

function hardSplit(text: string, mostSec: number): string[] {
  const units = text.match(/\p{Script=Han}[^\p{Script=Han}\s]*|[^\s\p{Script=Han}]{1,40}/gu) ?? [text];
  const parts: string[] = [];
  let held: string[] = [];
  let heldSec = 0;
  for (const unit of units) {
    const unitSec = languageOf(unit) === 'zh' ? 1 / spokenPerSec.zh : 1 / spokenPerSec.en;
    if (held.length > 0 && heldSec + unitSec > mostSec) {
      parts.push(joinUnits(held));
      held = [];
      heldSec = 0;
    }
    held.push(unit);
    heldSec += unitSec;
  }
  if (held.length > 0) parts.push(joinUnits(held));
  return parts;
}

function joinUnits(units: readonly string[]): string {
  return units.reduce(
    (whole, unit) => (whole === '' || (/\p{Script=Han}/u.test(unit) && !/[a-z0-9]$/i.test(whole)) ? whole + unit : `${whole} ${unit}`),
    '',
  );
}

/** Both languages of a text in the same number of parts, so that part n says the same in each; one part where they do not divide alike. */
export function splitBilingual(text: Bilingual, { language, mostSec }: Readonly<{ language: Language; mostSec: number }>): Bilingual[] {
  const { en, zh } = text;
  if (en === undefined || zh === undefined) {
    const own = en === undefined ? 'zh' : 'en';
    return splitText(en ?? zh ?? '', mostSec).map((part) => ({ [own]: part }));
  }
  if (speakingSec(textIn(text, language)) <= mostSec) return [text];
  for (const cut of [sentencesOf, (whole: string) => sentencesOf(whole).flatMap(clausesOf)]) {
    const [inEn, inZh] = [cut(en), cut(zh)];
    if (inEn.length < 2 || inEn.length !== inZh.length) continue;
    const own = language === 'en' ? inEn : inZh;
    const whole = speakingSec(textIn(text, language));
    const groups = gather(own, { aimSec: whole / Math.ceil(whole / mostSec), mostSec });
    if (groups.length < 2) continue;
    return parallel(groups, { own, other: language === 'en' ? inZh : inEn, language });
  }
  return [text];
}

/** The other language's pieces behind the same groups as the own ones. */
function parallel(
  groups: readonly string[],
  { own, other, language }: Readonly<{ own: readonly string[]; other: readonly string[]; language: Language }>,
): Bilingual[] {
  let at = 0;
  return groups.map((group) => {
    const from = at;
    while (at < own.length && joinText(own.slice(from, at)) !== group) at += 1;
    const said = joinText(other.slice(from, at));
    return language === 'en' ? { en: group, zh: said } : { zh: group, en: said };
  });
}
