import { MovesCamera } from '../camera.ts';
import { fold } from '../language/fold.ts';
import type { Move } from '../move.ts';
import { presetFamilies } from './families.ts';
import type { Names, PresetRow, Step, Strength } from './preset.ts';
import { movesOfSteps } from './preset-moves.ts';

/** A named camera. `moves` are those for a subject 3 m away; `presetCamera` makes them for any other. */
export type Preset = Readonly<{ id: string; family: Names; name: Names; moves: readonly Move[] }>;

/** What a preset is made for: subject distance in metres (default 3), length in seconds (default 5), strength (default medium, or what the name says). */
export type PresetOptions = Readonly<{ subjectDistanceM?: number; lengthSec?: number; strength?: Strength }>;

type Entry = Readonly<{ id: string; family: Names; name: Names; steps: readonly Step[]; strength: Strength }>;

const strengthNames: Readonly<Record<Strength, Names>> = {
  weak: { en: 'weak', zh: '弱' },
  medium: { en: 'medium', zh: '中' },
  strong: { en: 'strong', zh: '强' },
};

const entries: readonly Entry[] = presetFamilies.flatMap((family) =>
  family.rows.flatMap((row) => {
    // The canon's ids stand alone; the others carry their family, since several have a "pan left".
    const id = family.id === 'film' ? row.id : `${family.id}.${row.id}`;
    const entry = { id, family: family.name, name: row.name, steps: row.steps, strength: 'medium' as const };
    return family.strengths ? (['weak', 'medium', 'strong'] as const).map((strength) => strengthened(entry, strength)) : [entry];
  }),
);

function strengthened(entry: Entry, strength: Strength): Entry {
  const { en, zh } = strengthNames[strength];
  return { ...entry, id: `${entry.id}.${strength}`, name: { en: `${entry.name.en}, ${en}`, zh: `${entry.name.zh}（${zh}）` }, strength };
}

/** Every preset in the order people look for them: the cinematic canon, then the families of well-known services. */
export const presets: readonly Preset[] = entries.map(({ id, family, name, steps, strength }) => ({
  id,
  family,
  name,
  moves: movesOfSteps(steps, { subjectDistanceM: 3, strength }),
}));

/** The camera of a preset, found by id or by name in either language; null when there is none. A name that several share is the first's. */
export function presetCamera(idOrName: string, options: PresetOptions = {}): MovesCamera | null {
  const entry = findEntry(idOrName);
  if (entry === undefined) return null;
  const { subjectDistanceM = 3, lengthSec = 5, strength = entry.strength } = options;
  return MovesCamera.parse({ subjectDistanceM, lengthSec, moves: movesOfSteps(entry.steps, { subjectDistanceM, strength }) });
}

/** The moves of a preset named by id or name; empty when there is none. */
export function presetMoves(
  idOrName: string,
  { subjectDistanceM, strength }: Readonly<{ subjectDistanceM: number; strength?: Strength }>,
): Move[] {
  const entry = findEntry(idOrName);
  return entry === undefined ? [] : movesOfSteps(entry.steps, { subjectDistanceM, strength: strength ?? entry.strength });
}

function findEntry(idOrName: string): Entry | undefined {
  const key = keyOf(idOrName);
  return byKey.get(key) ?? byKey.get(`${key}medium`);
}

/** Names are compared without case, spaces, hyphens, dots and brackets, traditional signs as simplified. */
function keyOf(name: string): string {
  return fold(name).replace(/[\s\-_.,，·()（）]/g, '');
}

const byKey: ReadonlyMap<string, Entry> = new Map(
  [...entries].reverse().flatMap((entry) => {
    const names = [entry.id, entry.name.en, entry.name.zh];
    // A plain template name is its medium strength.
    if (entry.strength === 'medium') names.push(entry.name.en.replace(', medium', ''), entry.name.zh.replace('（中）', ''));
    const short = entry.id.split('.').slice(1).join('.');
    if (short !== '') names.push(short);
    return names.map((name) => [keyOf(name), entry] as const);
  }),
);

/** The rows that may be said in a sentence, with the id each stands for. */
export const spokenRows: readonly Readonly<{ said: string; id: string }>[] = presetFamilies.flatMap((family) =>
  family.rows.flatMap((row: PresetRow) =>
    row.said === undefined ? [] : [{ said: row.said, id: family.id === 'film' ? row.id : `${family.id}.${row.id}` }],
  ),
);
