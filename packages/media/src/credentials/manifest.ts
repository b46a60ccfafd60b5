/** What a film is made of. No path of this machine and no secret belongs in here: all of it can be read by whoever has the film. */
export type FilmSource =
  /** A picture that somebody gave, moved by the stage. */
  | Readonly<{ kind: 'photograph'; title: string; mime: string; sha256: string }>
  /** What a model made; `isEmulated` where an emulator stood in for it. */
  | Readonly<{
      kind: 'take';
      title: string;
      mime: string;
      sha256: string;
      takeId: string;
      model: string;
      provider: string;
      isEmulated: boolean;
    }>
  /** A backdrop that the animatic painter drew. */
  | Readonly<{ kind: 'painted'; title: string }>
  /** A sound file that somebody gave. */
  | Readonly<{ kind: 'sound'; title: string; mime: string; sha256: string }>;

/** A program that had a part in a film. */
export type FilmProgram = Readonly<{ name: string; version: string; part: 'picture' | 'voice' | 'music' | 'encoding' }>;

/** All that content credentials say of a film. `madeAt` is ISO 8601. */
export type FilmRecord = Readonly<{
  title: string;
  mime: string;
  madeAt: string;
  software: Readonly<{ name: string; version: string }>;
  sources: readonly FilmSource[];
  programs: readonly FilmProgram[];
}>;

const iptc = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** Where a film comes from, in the IPTC's words: only models; models and other things; pictures moved by the stage; the painter alone; pictures beside painted ones. */
export function digitalSourceType(sources: readonly FilmSource[]): string {
  const has = (kind: FilmSource['kind']) => sources.some((source) => source.kind === kind);
  const isOther = has('photograph') || has('painted');
  if (has('take')) return `${iptc}${isOther ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia'}`;
  if (has('photograph')) return `${iptc}${has('painted') ? 'composite' : 'algorithmicallyEnhanced'}`;
  return `${iptc}algorithmicMedia`;
}

type Ingredient = Readonly<{ label: string; title: string; relationship: 'componentOf' | 'inputTo' }> & Readonly<Record<string, unknown>>;

/** The film's manifest as the C2PA library takes it: its actions and its ingredients, which are its sources and the programs that made it. */
export function manifestDefinition(record: FilmRecord): Readonly<Record<string, unknown>> {
  const { title, mime, madeAt, software, sources, programs } = record;
  const placed = sources.flatMap((source, index) => (source.kind === 'painted' ? [] : [ingredientOf(source, `source-${index + 1}`)]));
  const tools = programs.map((program, index) => toolOf(program, `program-${index + 1}`));
  const created = {
    action: 'c2pa.created',
    when: madeAt,
    digitalSourceType: digitalSourceType(sources),
    softwareAgent: software,
    ...(tools.length === 0 ? {} : { parameters: { ingredientIds: tools.map(({ label }) => label) } }),
  };
  const actions = [created, ...placed.map(({ label }) => ({ action: 'c2pa.placed', parameters: { ingredientIds: [label] } }))];
  return {
    claim_generator_info: [software],
    title,
    format: mime,
    ingredients: [...placed, ...tools],
    // What is not said is not in it: no program but ours has had the film in its hands.
    assertions: [{ label: 'c2pa.actions.v2', created: true, data: { actions: [...actions, ...edits(record)], allActionsIncluded: true } }],
  };
}

/** What was done to the parts, one action a kind of work. */
function edits({ software, sources, programs }: FilmRecord): readonly Readonly<Record<string, unknown>>[] {
  const edit = (description: string, type: string, softwareAgent: Readonly<{ name: string; version: string }>) => ({
    ...{ action: 'c2pa.edited', description, digitalSourceType: `${iptc}${type}`, softwareAgent },
  });
  const has = (kind: FilmSource['kind']) => sources.some((source) => source.kind === kind);
  const heard = programs.flatMap(({ name, version, part }) => {
    if (part === 'voice') return [edit('Lines were spoken by a synthetic voice', 'algorithmicMedia', { name, version })];
    return part === 'music' ? [edit('Music was composed and played by a program', 'algorithmicMedia', { name, version })] : [];
  });
  return [
    ...(has('photograph') ? [edit('Pictures were parted into layers and moved before a camera', 'algorithmicallyEnhanced', software)] : []),
    ...(has('painted') ? [edit('Shots without a picture were drawn as an animatic', 'algorithmicMedia', software)] : []),
    ...heard,
  ];
}

function ingredientOf(source: Exclude<FilmSource, { kind: 'painted' }>, label: string): Ingredient {
  const { title, mime, sha256 } = source;
  const known = { label, title, format: mime, relationship: 'componentOf' } as const;
  if (source.kind !== 'take') return { ...known, metadata: { 'dev.fantascope.sha256': sha256 } };
  const { takeId, model, provider, isEmulated } = source;
  return {
    ...known,
    description: `Made by ${model} of ${provider}${isEmulated ? ', emulated' : ''} (${takeId})`,
    metadata: {
      'dev.fantascope.sha256': sha256,
      'dev.fantascope.take': takeId,
      'dev.fantascope.model': model,
      'dev.fantascope.provider': provider,
      'dev.fantascope.isEmulated': isEmulated,
    },
  };
}

function toolOf({ name, version, part }: FilmProgram, label: string): Ingredient {
  return {
    ...{ label, title: `${name} ${version}`.trim(), relationship: 'inputTo' },
    metadata: { 'dev.fantascope.program': name, 'dev.fantascope.version': version, 'dev.fantascope.part': part },
  };
}
