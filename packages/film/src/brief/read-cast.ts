import { CastMember } from '../cast.ts';
import type { Language } from '../fault.ts';
import { bilingualOf, languageOf } from './brief-text.ts';
import { takeImages } from './markdown-image.ts';

/** A member of the cast as a brief tells it, with other names it goes by. */
export type ToldMember = Readonly<{ member: CastMember; aliases: readonly string[] }>;

const voice = /[（(，,；;\s](?:声音|嗓音|配音|voice)\s*[:：=]\s*([\w./-]{1,100})[）)]?/i;
const parted = /\s*(?:[:：]|——|\s[-–—]\s)\s*/;
const productWords = /产品|商品|product/i;
const placeWords = /地点|场所|place|location/i;

/** Reads "小兔（Rabbit）：一只白色的小兔" or "KEEPER — an old man with a lamp". Undefined for a line without a name. */
export function readMember(text: string, usual: Language): ToldMember | undefined {
  const { images, rest: words } = takeImages(text);
  const spoken = voice.exec(words)?.[1];
  const bare = words.replace(voice, ' ').trim();
  const [told = '', ...rest] = bare.split(parted);
  const about = rest.join('，').trim();
  const [, inBrackets] = /[（(]([^（）()]{1,80})[）)]/.exec(told) ?? [];
  const names = told
    .replace(/[（(][^（）()]*[）)]/g, ' ')
    .split(/\s*[/|｜]\s*/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const [name] = names;
  if (name === undefined || name.length > 60 || languageOf(name) === undefined) return undefined;
  const isAlias = inBrackets !== undefined && languageOf(inBrackets) !== languageOf(name) && inBrackets.split(/\s+/).length <= 3;
  const description = [about, isAlias || inBrackets === undefined ? '' : inBrackets].filter((part) => part !== '').join('，');
  const kind = productWords.test(told) ? 'product' : placeWords.test(told) ? 'place' : 'character';
  const member = CastMember.parse({
    name,
    kind,
    ...(description === '' ? {} : { description: bilingualOf(description.slice(0, 2000), usual) }),
    pictures: images.slice(0, 12).map(({ path }) => path),
    ...(spoken === undefined ? {} : { voice: { name: spoken } }),
  });
  return { member, aliases: [...names.slice(1), ...(isAlias ? [inBrackets.trim()] : [])] };
}

/** Reads "小兔（白色的小兔）、月亮" on one line. */
export function readMembers(text: string, usual: Language): readonly ToldMember[] {
  return text
    .split(/[、；;]|，(?![^（(]*[）)])|,(?![^(（]*[）)])/)
    .flatMap((part) => readMember(part.trim(), usual) ?? [])
    .slice(0, 200);
}

/** What a film keeps the same: from the label its list stands under. */
export function kindUnder(label: string): CastMember['kind'] | undefined {
  if (productWords.test(label)) return 'product';
  return placeWords.test(label) ? 'place' : undefined;
}
