/** Keys that people bring with them from other editors. */
export const keyPresets = ['fantascope', 'premiere', 'resolve'] as const;
/** One of them. */
export type KeyPreset = (typeof keyPresets)[number];

/** Single letters that may be remapped, by what they do; the letters are the studio's own. */
export const keyActions = {
  select: 'v',
  camera: 'c',
  region: 'r',
  focus: 'f',
  brush: 'b',
  air: 'w',
  reframe: 't',
  enlarge: 'z',
  shift: 'h',
  setKey: 's',
  split: 'x',
  snap: 'n',
  loopIn: 'i',
  loopOut: 'o',
  shuttleBack: 'j',
  shuttleStop: 'k',
  shuttleOn: 'l',
  compare: 'y',
  mapSide: 'm',
  go: 'g',
} as const;
/** What a letter does. */
export type KeyAction = keyof typeof keyActions;

/** Which letters stand where the studio's own stood. Every change is an exchange, so that no letter means two things and none is lost. */
export type KeyMap = Readonly<{ preset: KeyPreset; hasLetters: boolean; own: Readonly<Partial<Record<KeyAction, string>>> }>;

const presets: Readonly<Record<KeyPreset, Readonly<Partial<Record<KeyAction, string>>>>> = {
  fantascope: {},
  premiere: { split: 'c', snap: 's' },
  resolve: { select: 'a', split: 'b' },
};
const usual: KeyMap = { preset: 'fantascope', hasLetters: true, own: {} };
const kept = 'fantascope.keys';

function exchanged(
  wanted: Readonly<Partial<Record<KeyAction, string>>>,
  letters: Readonly<Record<KeyAction, string>>,
): Record<KeyAction, string> {
  const next = { ...letters };
  for (const [action, letter] of Object.entries(wanted) as [KeyAction, string][]) {
    const other = (Object.keys(next) as KeyAction[]).find((each) => next[each] === letter);
    if (other !== undefined) next[other] = next[action];
    next[action] = letter;
  }
  return next;
}

/** The letter of every action under a map. */
export function lettersOf({ preset, own }: KeyMap): Readonly<Record<KeyAction, string>> {
  return exchanged(own, exchanged(presets[preset], keyActions));
}

function read(): KeyMap {
  try {
    const { preset, hasLetters, own } = JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<KeyMap>;
    const letters = Object.entries(own ?? {}).filter(([action, letter]) => action in keyActions && /^[a-z]$/.test(letter));
    return {
      preset: keyPresets.find((each) => each === preset) ?? 'fantascope',
      hasLetters: hasLetters !== false,
      own: Object.fromEntries(letters),
    };
  } catch {
    // Of another version, or written by hand: the usual keys are better than none.
    return usual;
  }
}

let current: Readonly<{ map: KeyMap; letters: Readonly<Record<KeyAction, string>>; houseOf: ReadonlyMap<string, string> }> | null = null;
const listeners = new Set<() => void>();

function now() {
  if (current === null) {
    const map = typeof localStorage === 'undefined' ? usual : read();
    const letters = lettersOf(map);
    const actions = Object.keys(keyActions) as KeyAction[];
    const houseOf = new Map(actions.map((action) => [letters[action], keyActions[action]]));
    current = { map, letters, houseOf };
  }
  return current;
}

/** The keys as they are set, for lists of them. */
export const keyMap = {
  state: () => now().map,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  set: (change: Partial<KeyMap>) => {
    localStorage.setItem(kept, JSON.stringify({ ...now().map, ...change }));
    current = null;
    for (const listener of listeners) listener();
  },
};

/** The letter that does something now. */
export function mapped(action: KeyAction): string {
  return now().letters[action];
}

/** The letter that has to be pressed for one of the studio's own: what lists of shortcuts show. */
export function shownLetter(house: string): string {
  const action = (Object.keys(keyActions) as KeyAction[]).find((each) => keyActions[each] === house.toLowerCase());
  return action === undefined ? house : mapped(action);
}

/** The studio's own letter for the one that was pressed; nothing where single letters are turned off. */
export function houseKey(pressed: string): string {
  const { map, houseOf } = now();
  if (!/^[a-z]$/.test(pressed)) return pressed;
  return map.hasLetters ? (houseOf.get(pressed) ?? pressed) : 'Unidentified';
}
