import type { Framing, Move } from '@fantascope/film';
import { isForward, isNamed, isStill, paceOf, type ToldMove, thirdsOf, turnsOf } from './told-move.ts';

const framings: Readonly<Record<Framing, string>> = {
  ECU: 'an extreme close-up',
  CU: 'a close-up',
  MCU: 'a medium close-up',
  MS: 'a medium shot',
  MLS: 'a medium long shot',
  LS: 'a long shot',
  WS: 'a wide shot',
  EWS: 'an extreme wide shot',
};

/** One sentence that says the camera in English; empty where there is nothing to say. */
export function cameraSentenceEn(moves: readonly ToldMove[], subjectDistanceM: number): string {
  if (moves.length === 0) return '';
  if (moves.every(({ move }) => isStill(move))) return 'Static shot, the camera is locked off.';
  const shakes = moves.filter(({ move }) => move.kind === 'shake');
  const others = moves.filter(({ move }) => move.kind !== 'shake');
  const shake = shakes.map(({ move }) => shakeWords(move, subjectDistanceM)).at(0);
  if (others.length === 0 || others.every(({ move }) => isStill(move))) return `${capital(shake ?? '')}.`;
  const turns = turnsOf(others).map((turn) => {
    const [first = '', ...beside] = turn.map(({ move }, i) => phrase(move, { subjectDistanceM, form: i === 0 ? 'finite' : 'gerund' }));
    return beside.length === 0 ? first : `${first} while ${beside.join(' and ')}`;
  });
  const camera = `the camera ${turns.join(', then ')}.`;
  return capital(shake === undefined ? camera : `${shake}: ${camera}`);
}

type Form = 'finite' | 'gerund';

/** A move as a film-maker says it: "pans left", or "panning left" beside another. */
function phrase(move: Move, { subjectDistanceM, form }: Readonly<{ subjectDistanceM: number; form: Form }>): string {
  const verb = (finite: string, gerund: string) => (form === 'finite' ? finite : gerund);
  if (isStill(move)) return verb('holds still', 'holding still');
  const forward = isForward(move);
  const pace = paceOf(move, subjectDistanceM);
  const speed = pace === 'normal' ? '' : pace === 'slow' ? 'slowly ' : 'quickly ';
  const by = isNamed(move) ? amount(move) : '';
  const side = forward ? 'right' : 'left';
  const height = forward ? 'up' : 'down';
  switch (move.kind) {
    case 'hold':
      return verb('holds still', 'holding still');
    case 'pan':
      return `${speed}${verb('pans', 'panning')} ${side}${by}`;
    case 'tilt':
      return `${speed}${verb('tilts', 'tilting')} ${height}${by}`;
    case 'roll':
      return `${speed}${verb('rolls', 'rolling')} ${forward ? 'clockwise' : 'counterclockwise'}${by}`;
    case 'truck':
      return `${speed}${verb('trucks', 'trucking')} ${side}${by}`;
    // "Pedestals up" is a crew's word; models know the plain one.
    case 'pedestal':
      return `${speed}${forward ? verb('rises', 'rising') : verb('lowers', 'lowering')} vertically${by}`;
    case 'dolly':
      return `${speed}${forward ? verb('pushes in', 'pushing in') : verb('pulls back', 'pulling back')}${by}`;
    case 'zoom':
      return `${speed}${verb('zooms', 'zooming')} ${forward ? 'in' : 'out'}${by}`;
    case 'orbit':
      return `${speed}${verb('orbits', 'orbiting')} ${side} around the subject${by}`;
    case 'crane':
      return `${speed}${verb('cranes', 'craning')} ${height}${by}`;
    case 'dolly-zoom':
      return `${speed}${verb('dolly-zooms', 'dolly-zooming')} ${forward ? 'in' : 'out'}${by} (vertigo effect)`;
    case 'follow':
      return `${speed}${verb('follows', 'following')} the subject to the ${side}${by}`;
    case 'push-to':
      return `${verb('pushes', 'pushing')} in to ${move.framing === undefined ? `a detail in ${placeOf(move.region)}` : framings[move.framing]}`;
    case 'whip-pan':
      return `${verb('whip-pans', 'whip-panning')} ${side}`;
    case 'rack-focus':
      return `${verb('racks', 'racking')} focus from ${move.fromM <= move.toM ? 'the foreground to the background' : 'the background to the foreground'}`;
    case 'shake':
      return verb('shakes as if handheld', 'shaking as if handheld');
    default:
      return move satisfies never;
  }
}

/** Where in the frame a region lies, in thirds. */
function placeOf(region: Extract<Move, { kind: 'push-to' }>['region']): string {
  const { across, down } = thirdsOf(region);
  const height = ['upper', '', 'lower'][down + 1] ?? '';
  const side = ['left', '', 'right'][across + 1] ?? '';
  if (height === '' && side === '') return 'the middle of the frame';
  return height === ''
    ? `the ${side} of the frame`
    : side === ''
      ? `the ${height} part of the frame`
      : `the ${height} ${side} of the frame`;
}

function amount(move: Move): string {
  switch (move.kind) {
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
      return ` by about ${figure(Math.abs(move.angleDeg))} degrees`;
    case 'zoom':
      return ` to ${figure(move.ratio)}×`;
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return ` by about ${figure(Math.abs(move.distanceM))} m`;
    case 'hold':
    case 'push-to':
    case 'whip-pan':
    case 'rack-focus':
    case 'shake':
      return '';
    default:
      return move satisfies never;
  }
}

function shakeWords(move: Move, subjectDistanceM: number): string {
  const strength = move.kind !== 'shake' ? 0.5 : move.strengthRatio;
  const pace = move.isNominal === true ? paceOf(move, subjectDistanceM) : strength < 0.4 ? 'slow' : strength > 0.8 ? 'fast' : 'normal';
  return pace === 'slow' ? 'slight handheld shake' : pace === 'fast' ? 'strong handheld shake' : 'handheld shake';
}

function figure(value: number): string {
  return String(Number(value.toFixed(2)));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
