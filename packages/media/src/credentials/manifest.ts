import { readFileSync } from 'node:fs';
import { type SeenInFilm, sourceTypeOf } from '@fantascope/film';

/** A take's maker. `isGenerated`: a model made it, and not our own stage; `isEmulated`: an emulator stood in for the model. */
export type TakeOrigin = Readonly<{ takeId: string; model: string; provider: string; isGenerated: boolean; isEmulated: boolean }>;

/** A file that a film is made of: its name alone, what it is, its hash, the take that it is, where it is one, and whether its own data say that a model made it (default: no). */
export type SourceFile = Readonly<{ title: string; mime: string; sha256: string; take?: TakeOrigin | undefined; saysGenerated?: boolean }>;

/** What our own programs had a part in. */
export const filmParts = ['stage', 'animatic', 'voices', 'neural-voices', 'music', 'encoding'] as const;
/** One of filmParts. */
export type FilmPart = (typeof filmParts)[number];

/**
 * All that content credentials say of a film. No path of this machine and no secret belongs in here: all of it can be read by whoever has the film. `madeAt` is ISO 8601.
 */
export type FilmRecord = Readonly<{
  title: string;
  mime: string;
  madeAt: string;
  pictures: readonly SourceFile[];
  sounds: readonly SourceFile[];
  parts: readonly FilmPart[];
}>;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
const software = { name: 'Fantascope', version };

const iptc = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** What each part did, for whoever reads it in either language, and what comes of it in the IPTC's words; the encoder changes nothing that is seen or heard. */
const works: Readonly<Record<FilmPart, Readonly<{ title: string; did: string; type: string }> | Readonly<{ title: string; did: null }>>> = {
  stage: {
    ...{ title: 'Fantascope stage', type: 'algorithmicallyEnhanced' },
    did: 'Pictures were parted into layers, what they hid was filled in, and they were moved before a camera · 照片被分层、补全遮挡处，并在镜头前移动',
  },
  animatic: {
    title: 'Fantascope animatic painter',
    did: 'Shots without a picture were drawn by a program · 没有照片的镜头由程序绘制',
    type: 'algorithmicMedia',
  },
  voices: { title: 'Fantascope voices', did: 'Lines were spoken by synthetic voices · 台词由合成语音朗读', type: 'algorithmicMedia' },
  'neural-voices': {
    title: 'Neural voices',
    did: 'Lines were spoken by voices that a trained model makes · 台词由训练模型生成的语音朗读',
    type: 'trainedAlgorithmicMedia',
  },
  music: { title: 'Fantascope music', did: 'Music was composed and played by a program · 音乐由程序谱写并演奏', type: 'algorithmicMedia' },
  encoding: { title: 'ffmpeg', did: null },
};

type Ingredient = Readonly<{ label: string; title: string; relationship: 'componentOf' | 'inputTo' }> & Readonly<Record<string, unknown>>;

/** The film's manifest as the C2PA library takes it: its actions and its ingredients, which are its files and the programs that made it. */
export function manifestDefinition(record: FilmRecord): Readonly<Record<string, unknown>> {
  const { title, mime, madeAt, pictures, sounds, parts } = record;
  const placed = [...pictures, ...sounds].map((file, index) => ingredientOf(file, `file-${index + 1}`));
  const tools = parts.map((part) => ({
    ...{ label: `part-${part}`, title: works[part].title, relationship: 'inputTo' },
    metadata: { 'dev.fantascope.part': part, ...(part === 'encoding' ? {} : { 'dev.fantascope.version': version }) },
  }));
  const created = {
    action: 'c2pa.created',
    when: madeAt,
    digitalSourceType: sourceTypeOf(seenOf(record)),
    softwareAgent: software,
    ...(tools.length === 0 ? {} : { parameters: { ingredientIds: tools.map(({ label }) => label) } }),
  };
  const placings = placed.map(({ label }) => ({ action: 'c2pa.placed', parameters: { ingredientIds: [label] } }));
  const edits = parts.flatMap((part) => {
    const work = works[part];
    if (work.did === null) return [];
    return [{ action: 'c2pa.edited', description: work.did, digitalSourceType: `${iptc}${work.type}`, softwareAgent: software }];
  });
  // No program but ours has had the film in its hands: no action is left out.
  const actions = { actions: [created, ...placings, ...edits], allActionsIncluded: true };
  return {
    claim_generator_info: [software],
    title,
    format: mime,
    ingredients: [...placed, ...tools],
    assertions: [{ label: 'c2pa.actions.v2', created: true, data: actions }],
  };
}

/** What is seen of a film by its record: the one answer to where it comes from, for its label and its credentials alike. */
export function seenOf({ pictures, parts }: Pick<FilmRecord, 'pictures' | 'parts'>): SeenInFilm {
  return {
    isGenerated: pictures.some(isGenerated),
    isTaken: pictures.some((file) => !isGenerated(file)),
    isPainted: parts.includes('animatic'),
    isSpokenByModel: parts.includes('neural-voices'),
  };
}

function isGenerated({ take, saysGenerated = false }: SourceFile): boolean {
  return take?.isGenerated === true || saysGenerated;
}

function ingredientOf({ title, mime, sha256, take, saysGenerated = false }: SourceFile, label: string): Ingredient {
  const known = { label, title, format: mime, relationship: 'componentOf' } as const;
  if (take === undefined)
    return { ...known, metadata: { 'dev.fantascope.sha256': sha256, ...(saysGenerated ? { 'dev.fantascope.saysGenerated': true } : {}) } };
  const { takeId, model, provider, isEmulated } = take;
  return {
    ...known,
    description: `A take by ${model} of ${provider}${isEmulated ? ', emulated' : ''} · 由 ${provider} 的 ${model} ${isEmulated ? '模拟' : ''}生成`,
    metadata: {
      'dev.fantascope.sha256': sha256,
      'dev.fantascope.take': takeId,
      'dev.fantascope.model': model,
      'dev.fantascope.provider': provider,
      'dev.fantascope.isEmulated': isEmulated,
    },
  };
}
