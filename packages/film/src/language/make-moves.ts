import type { Move, MoveKind } from '../move.ts';
import { presetMoves } from '../presets/preset-camera.ts';
import type { Draft } from './clause.ts';
import type { Amount, Direction, Family, Speed, Token } from './lexeme.ts';
import { grain, type NominalKind, nominalAmount, usualDirections } from './nominal.ts';

/** What the reader of a sentence must know of the shot: how far its subject stands (default 3 m), how long it is (default 5 s) and through which lens it is seen (default 35 mm). */
export type ShotScale = Readonly<{ subjectDistanceM: number; lengthSec: number; lensMm: number }>;

/** The moves of one draft, over the ratios 0 to 1 of its place in the shot; what was not understood; whether a side had to be guessed, and the most a move may do
where the text asked for more ("1000 m"). */
export type Making = Readonly<{ moves: readonly Move[]; unread: readonly Token[]; isGuess: boolean; cutTo?: string }>;

type Signed = Readonly<{ kind: Exclude<MoveKind, 'hold' | 'push-to' | 'rack-focus' | 'shake'>; sign: 1 | -1; nominal?: NominalKind }>;
const plus = (kind: Signed['kind']): Signed => ({ kind, sign: 1 });
const minus = (kind: Signed['kind']): Signed => ({ kind, sign: -1 });
const alongLens: Partial<Record<Direction, Signed>> = { in: plus('dolly'), out: minus('dolly') };
const sideways: Partial<Record<Direction, Signed>> = { left: minus('truck'), right: plus('truck') };
const upright: Partial<Record<Direction, Signed>> = { up: plus('pedestal'), down: minus('pedestal') };
const rolls: Partial<Record<Direction, Signed>> = { clockwise: plus('roll'), counterclockwise: minus('roll') };
const turns: Partial<Record<Direction, Signed>> = {
  left: minus('pan'),
  right: plus('pan'),
  up: plus('tilt'),
  down: minus('tilt'),
  ...rolls,
};
const zooms: Partial<Record<Direction, Signed>> = { in: plus('zoom'), out: minus('zoom') };

/** What each word becomes in each direction. A camera that goes clockwise round its subject, seen from above, travels to its own left. */
const ways: Readonly<Partial<Record<Family, Partial<Record<Direction, Signed>>>>> = {
  pan: turns,
  rotate: turns,
  tilt: { up: plus('tilt'), down: minus('tilt'), left: minus('roll'), right: plus('roll') },
  roll: { ...rolls, left: minus('roll'), right: plus('roll') },
  dutch: { ...rolls, left: minus('roll'), right: plus('roll') },
  truck: { ...sideways, ...alongLens, ...upright },
  pedestal: { ...upright, ...sideways, ...alongLens },
  dolly: { ...alongLens, ...sideways, ...upright },
  move: { ...sideways, ...alongLens, ...upright },
  zoom: zooms,
  'crash-zoom': { in: { ...plus('zoom'), nominal: 'crash-zoom' }, out: { ...minus('zoom'), nominal: 'crash-zoom' } },
  orbit: {
    left: minus('orbit'),
    right: plus('orbit'),
    clockwise: minus('orbit'),
    counterclockwise: plus('orbit'),
    ...alongLens,
    up: plus('crane'),
    down: minus('crane'),
  },
  crane: { up: plus('crane'), down: minus('crane'), ...sideways, ...alongLens },
  'dolly-zoom': { in: plus('dolly-zoom'), out: minus('dolly-zoom') },
  follow: { left: minus('follow'), right: plus('follow'), ...alongLens, ...upright },
  'whip-pan': { left: minus('whip-pan'), right: plus('whip-pan') },
};

/** Turns a draft into moves. A word whose way nobody can tell ("the camera moves") makes none. */
export function makeMoves(draft: Draft, scale: ShotScale): Making {
  const timing = { startRatio: 0, endRatio: 1, easing: draft.easing ?? ('in-out' as const) };
  const amounts = draft.amounts.map(({ amount }) => amount);
  const leftOver = (count: number) => draft.amounts.slice(count).map(({ token }) => token);
  const family = draft.isAround && ['move', 'rotate', 'truck', 'follow'].includes(draft.head.family) ? 'orbit' : draft.head.family;
  switch (family) {
    case 'hold':
      return made([{ kind: 'hold', ...timing }], leftOver(0));
    case 'preset':
      return made(presetMoves(draft.head.presetId ?? '', { ...scale, strength: strengthOf[draft.speed ?? 'normal'] }), leftOver(0));
    case 'shake':
      return makeShake(draft, timing);
    case 'rack-focus':
      return makeFocus(draft, timing, scale);
    default:
  }
  if (
    (family === 'dolly' || family === 'zoom' || family === 'move' || family === 'crane') &&
    (draft.framing !== undefined || draft.region !== undefined)
  ) {
    const aim = draft.region === undefined ? { framing: draft.framing ?? 'CU' } : { region: draft.region };
    return made([{ kind: 'push-to', ...aim, ...timing }], leftOver(0));
  }
  return makeTravel(draft, family, timing, scale, amounts, leftOver);
}

const strengthOf = { slow: 'weak', normal: 'medium', fast: 'strong' } as const satisfies Record<Speed, string>;

function made(moves: readonly Move[], unread: readonly Token[] = [], isGuess = false, cutTo?: string): Making {
  return { moves, unread, isGuess, ...(cutTo === undefined ? {} : { cutTo }) };
}

type Timing = Readonly<{ startRatio: number; endRatio: number; easing: Move['easing'] }>;

function makeTravel(
  draft: Draft,
  family: Family,
  timing: Timing,
  scale: ShotScale,
  amounts: readonly Amount[],
  leftOver: (count: number) => Token[],
): Making {
  const table = ways[family] ?? {};
  const said = [...new Set(draft.directions)].flatMap((direction) => table[direction] ?? []);
  const implied = draft.implied === undefined || family !== 'move' ? undefined : table[draft.implied];
  const usual = usualDirections[family];
  const assumed = said.length === 0 ? (implied ?? (usual === undefined ? undefined : table[usual])) : undefined;
  const signed = assumed === undefined ? said : [assumed];
  const moves = signed.map((way) => travel(way, draft.speed ?? 'normal', amounts, timing, scale));
  const isGuess = assumed !== undefined && implied === undefined && draft.targets.length === 0 && isSideways.has(assumed.kind);
  return made(
    moves.map(({ move }) => move),
    leftOver(Math.max(0, ...moves.map(({ used }) => used))),
    isGuess,
    moves.find(({ cutTo }) => cutTo !== undefined)?.cutTo,
  );
}

/** Ways with no usual side: the sentence should have said left or right. */
const isSideways: ReadonlySet<MoveKind> = new Set(['pan', 'truck', 'orbit', 'whip-pan', 'follow']);

function travel(
  way: Signed,
  speed: Speed,
  amounts: readonly Amount[],
  timing: Timing,
  scale: ShotScale,
): Readonly<{ move: Move; used: number; cutTo?: string }> {
  const { kind, sign } = way;
  const nominal = nominalAmount(way.nominal ?? nominalKind(kind), speed, scale.subjectDistanceM);
  switch (kind) {
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
    case 'whip-pan': {
      const given = amounts.find(({ unit }) => unit === 'deg' || unit === 'none');
      return {
        move: { kind, angleDeg: within(sign * (given?.value ?? nominal), -720, 720), ...timing, ...mark(given) },
        used: given === undefined ? 0 : 1,
        ...((given?.value ?? 0) > 720 ? { cutTo: '720°' } : {}),
      };
    }
    case 'zoom': {
      const given = zoomRatio(sign, amounts, scale);
      const ratio = given?.ratio ?? (sign > 0 ? nominal : grain(1 / nominal));
      return {
        move: { kind, ratio: within(ratio, 0.05, 20), ...timing, ...mark(given?.amount) },
        used: given?.used ?? 0,
        ...cutZoom(ratio),
      };
    }
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow': {
      const given = amounts.find(({ unit }) => unit !== 'deg' && unit !== 'times');
      const distanceM = given === undefined ? nominal : metres(given, scale);
      return {
        move: { kind, distanceM: within(sign * distanceM, -1000, 1000), ...timing, ...mark(given) },
        used: given === undefined ? 0 : 1,
        ...(distanceM > 1000 ? { cutTo: '1000 m' } : {}),
      };
    }
    default:
      return kind satisfies never;
  }
}

function cutZoom(ratio: number): { cutTo?: string } {
  if (ratio > 20) return { cutTo: '20×' };
  return ratio < 0.05 ? { cutTo: '0.05×' } : {};
}

function nominalKind(kind: Signed['kind']): NominalKind {
  return kind;
}

function mark(given: Amount | undefined): { isNominal?: true } {
  return given === undefined || given.isAbout ? { isNominal: true } : {};
}

function within(value: number, low: number, high: number): number {
  return grain(Math.min(high, Math.max(low, value)));
}

function metres(amount: Amount, scale: ShotScale): number {
  if (amount.unit === 'percent') return amount.value * scale.subjectDistanceM;
  return amount.unit === 'mm' ? amount.value / 1000 : amount.value;
}

function zoomRatio(sign: 1 | -1, amounts: readonly Amount[], scale: ShotScale) {
  const lenses = amounts.filter(({ unit }) => unit === 'mm');
  const last = lenses.at(-1);
  if (last !== undefined)
    return {
      amount: last,
      ratio: last.value / (lenses.length > 1 ? (lenses[0]?.value ?? scale.lensMm) : scale.lensMm),
      used: lenses.length,
    };
  const amount = amounts.find(({ unit }) => unit === 'times' || unit === 'percent' || unit === 'none');
  if (amount === undefined || amount.value <= 0) return undefined;
  if (amount.unit !== 'percent') return { amount, ratio: sign < 0 && amount.value > 1 ? 1 / amount.value : amount.value, used: 1 };
  if (sign < 0) return { amount, ratio: amount.value < 1 ? 1 - amount.value : 1 / amount.value, used: 1 };
  return { amount, ratio: amount.value >= 1 ? amount.value : 1 + amount.value, used: 1 };
}

function makeShake(draft: Draft, timing: Timing): Making {
  const amount = draft.amounts.find(({ amount: { unit } }) => unit === 'percent' || unit === 'none' || unit === 'times')?.amount;
  const strength = draft.strength ?? amount?.value;
  const move: Move = {
    kind: 'shake',
    strengthRatio: within(strength ?? nominalAmount('shake', draft.speed ?? 'normal', 1), 0, 4),
    ...timing,
    ...(draft.seed === undefined ? {} : { seed: Math.min(2 ** 31 - 1, draft.seed) }),
    ...(strength === undefined || amount?.isAbout ? { isNominal: true } : {}),
  };
  return made([move], draft.amounts.map(({ token }) => token).slice(amount === undefined ? 0 : 1));
}

/** Where a focus pull goes when nobody said: from the subject to three times its distance. */
const usualFocus = [1, 3] as const;

function makeFocus(draft: Draft, timing: Timing, scale: ShotScale): Making {
  const said = draft.amounts.filter(({ amount: { unit } }) => unit === 'm' || unit === 'none' || unit === 'percent' || unit === 'mm');
  const [from, to] = said.length >= 2 ? said : [undefined, said[0]];
  const [first, second] = draft.depths;
  const nominal = second === undefined ? ([usualFocus[0], first ?? usualFocus[1]] as const) : ([first ?? 1, second] as const);
  const distance = (amount: Amount | undefined, share: number) =>
    within(amount === undefined ? share * scale.subjectDistanceM : metres(amount, scale), 0.01, 100000);
  const move: Move = {
    kind: 'rack-focus',
    fromM: distance(from?.amount, said.length === 1 ? usualFocus[0] : nominal[0]),
    toM: distance(to?.amount, nominal[1]),
    ...timing,
    ...(to === undefined || to.amount.isAbout ? { isNominal: true } : {}),
  };
  return made(
    [move],
    draft.amounts.slice(said.length).map(({ token }) => token),
  );
}
