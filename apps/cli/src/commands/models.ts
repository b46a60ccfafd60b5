import { Fault, type Language } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { padTo, wrapTo } from '../column-text.ts';
import type { Setting } from '../setting.ts';
import type { CliText } from '../text/cli-text.ts';
import { findModel, knownModels } from './plan.ts';

const abilities: Readonly<Record<string, (entry: CatalogueEntry) => boolean>> = {
  camera: ({ camera, takes, canLockCamera }) => camera !== 'words' || takes.control || takes.referenceVideos > 0 || canLockCamera,
  picture: ({ takes }) => takes.firstFrame !== 'none',
  'last-frame': ({ takes }) => takes.lastFrame,
  references: ({ takes }) => takes.references > 0,
  clip: ({ takes }) => takes.referenceVideos > 0 || takes.baseVideo,
  control: ({ takes }) => takes.control,
  sound: ({ takes }) => takes.audio,
  shots: ({ takes }) => takes.shots > 1,
  masks: ({ takes }) => takes.motionMasks > 0,
  inpaint: ({ takes }) => takes.paintMask !== 'none',
  stills: ({ makes }) => makes === 'image',
  free: ({ prices }) => prices.some(({ usd }) => usd === 0),
};

/** The words of `--able`. */
const abilityNames = Object.keys(abilities);

/** Lists the models we know, or those that can do one thing. Dead ones are listed as dead where nothing is asked of them. */
export async function listModels({ able, catalogue }: Readonly<{ able?: string; catalogue?: string }>, { door }: Setting): Promise<void> {
  const can = able === undefined ? () => true : abilities[able];
  if (can === undefined) throw new Fault('cli.bad-value', { option: '--able', value: able ?? '', takes: abilityNames.join(', ') });
  const found = knownModels(catalogue).filter((entry) => can(entry) && (able === undefined || entry.endOfLife === undefined));
  const idWidth = Math.max(10, ...found.map(({ id }) => id.length)) + 2;
  const text = door.text.plan;
  for (const entry of found) {
    const state =
      entry.endOfLife === undefined ? cameraText(entry, text) : `✕ ${text.gone(entry.endOfLife.date, entry.endOfLife.successor ?? '—')}`;
    door.line(
      `${padTo(entry.id, idWidth)}${padTo(entry.wire, 21)}${padTo(lengthText(entry, text), 12)}${padTo(priceText(entry, text), 15)}${state}`.trimEnd(),
    );
  }
  door.result(found.map(({ settings: _, ...entry }) => entry));
}

/** Shows everything about one model. Throws `plan.unknown-model`. */
export async function showModel(id: string, { catalogue }: Readonly<{ catalogue?: string }>, { door }: Setting): Promise<void> {
  const entry = findModel(id, knownModels(catalogue));
  for (const line of linesOf(entry, { text: door.text.plan, language: door.language })) door.line(line);
  door.result(entry);
}

function linesOf(entry: CatalogueEntry, { text, language }: Readonly<{ text: CliText['plan']; language: Language }>): readonly string[] {
  const row = (label: string, value: string): readonly string[] => {
    if (value === '') return [];
    const [first = '', ...rest] = wrapTo(value, 84);
    return [`${padTo(label, 16)}${first}`, ...rest.map((line) => `${' '.repeat(16)}${line}`)];
  };
  const listed = language === 'zh' ? '、' : ', ';
  const { prompt, endOfLife } = entry;
  const limit = prompt.mostCharacters === undefined ? [] : [text.most(prompt.mostCharacters)];
  const prices = entry.prices.map(({ usd, per, when, source, asOf, isTheirs }) => {
    const conditions = Object.entries(when).map(([name, value]) => `${name} ${value}`);
    return `$${usd} ${text.per[per]}${conditions.length === 0 ? '' : ` (${conditions.join(', ')})`} — ${isTheirs === true ? `${text.yours}: ` : ''}${text.asOf(source, asOf)}`;
  });
  const unsure = Object.entries(entry.dialect).filter(([, { sureness }]) => sureness === 'unverified');
  return [
    `${entry.id} — ${entry.name[language]}`,
    ...(endOfLife === undefined ? [] : [`✕ ${text.gone(endOfLife.date, endOfLife.successor ?? '—')}`]),
    '',
    ...row(text.makes, text.makesWords[entry.makes]),
    ...row(text.takesTitle, takenText(entry, text).join(listed)),
    ...row(text.camera, cameraText(entry, text)),
    ...row(text.lengths, lengthText(entry, text)),
    ...row(text.sizes, entry.resolutions.join(listed)),
    ...row(text.shapes, entry.aspects.join(listed)),
    ...row(text.excludes, entry.exclusions.map((set) => set.join(' × ')).join(listed)),
    ...row(text.language, [text.languageWords[prompt.language], ...limit].join(listed)),
    ...prices.flatMap((price, i) => row(i === 0 ? text.prices : '', price)),
    ...(prices.length === 0 ? row(text.prices, text.unknownPrice) : []),
    ...row(text.kept, entry.resultLifeSec === undefined ? '' : text.hours(Math.round(entry.resultLifeSec / 3600))),
    ...row(text.wire, entry.wire),
    ...row(text.provider, entry.providerModel),
    ...row(text.address, entry.baseUrl ?? ''),
    ...row(text.key, entry.keyName ?? ''),
    ...unsure.flatMap(([name, { value, note }], i) => row(i === 0 ? text.unsure : '', `${name} = ${value}. ${note}`)),
    ...row(text.sources, entry.sources.join('; ')),
  ];
}

function takenText({ takes }: CatalogueEntry, text: CliText['plan']): readonly string[] {
  const words = text.takesWords;
  return [
    ...(takes.text ? [words.text] : []),
    ...(takes.firstFrame === 'optional' ? [words.firstFrame] : takes.firstFrame === 'required' ? [words.pictureNeeded] : []),
    ...(takes.lastFrame ? [words.lastFrame] : []),
    ...(takes.references > 0 ? [words.references(takes.references)] : []),
    ...(takes.referenceVideos > 0 ? [words.referenceVideos(takes.referenceVideos)] : []),
    ...(takes.baseVideo ? [words.baseVideo] : []),
    ...(takes.control ? [words.control] : []),
    ...(takes.audio ? [words.audio] : []),
    ...(takes.extend ? [words.extend] : []),
    ...(takes.motionMasks > 0 ? [words.motionMasks(takes.motionMasks)] : []),
    ...(takes.paintMask === 'none' ? [] : [words.paintMask]),
    ...(takes.seed ? [words.seed] : []),
    ...(takes.negativePrompt ? [words.negativePrompt] : []),
    ...(takes.shots > 1 ? [words.shots(takes.shots)] : []),
  ];
}

function cameraText({ camera, takes, canLockCamera }: CatalogueEntry, text: CliText['plan']): string {
  const beside = [
    ...(takes.control ? [text.takesWords.control] : []),
    ...(takes.referenceVideos > 0 ? [text.takesWords.referenceVideos(takes.referenceVideos)] : []),
    ...(canLockCamera ? [text.locks] : []),
  ];
  return [text.cameraWords[camera], ...beside].join(' + ');
}

function lengthText({ lengths }: CatalogueEntry, text: CliText['plan']): string {
  if (lengths === undefined) return text.anyLength;
  const figure = (sec: number) => String(Number(sec.toFixed(1)));
  if ('choicesSec' in lengths) return `${lengths.choicesSec.map(figure).join('/')} s`;
  if ('leastSec' in lengths) return `${figure(lengths.leastSec)}–${figure(lengths.mostSec)} s`;
  return `${figure(lengths.leastFrames / lengths.fps)}–${figure(lengths.mostFrames / lengths.fps)} s`;
}

function priceText({ prices }: CatalogueEntry, text: CliText['plan']): string {
  const [first] = prices;
  if (first === undefined) return text.unknownPrice;
  if (first.usd === 0) return text.free;
  const alike = prices.filter(({ per }) => per === first.per).map(({ usd }) => usd);
  const [low, high] = [Math.min(...alike), Math.max(...alike)];
  const unit = { second: '/s', video: '', image: '', 'thousand-tokens': '/kt', megapixel: '/MP' }[first.per];
  return low === high ? `$${low}${unit}` : `$${low}–${high}${unit}`;
}
