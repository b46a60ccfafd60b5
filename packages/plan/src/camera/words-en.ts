import type { Framing, Move } from '@fantascope/film';
import { isForward, isNamed, isStill, paceOf, type ToldMove, turnsOf } from './told-move.ts';

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
  const turns = turnsOf(others).map((turn) => turn.map(({ move }) => phrase(move, subjectDistanceM)).join(' and at the same time '));
  const camera = `the camera ${turns.join(', then ')}.`;
  return capital(shake === undefined ? camera : `${shake}: ${camera}`);
}

function phrase(move: Move, subjectDistanceM: number): string {
  if (isStill(move)) return 'holds still';
  const forward = isForward(move);
  const pace = paceOf(move, subjectDistanceM);
  const speed = pace === 'normal' ? '' : pace === 'slow' ? 'slowly ' : 'quickly ';
  const by = isNamed(move) ? amount(move) : '';
  const side = forward ? 'right' : 'left';
  const height = forward ? 'up' : 'down';
  switch (move.kind) {
    case 'hold':
      return 'holds still';
    case 'pan':
      return `${speed}pans ${side}${by}`;
    case 'tilt':
      return `${speed}tilts ${height}${by}`;
    case 'roll':
      return `${speed}rolls ${forward ? 'clockwise' : 'counterclockwise'}${by}`;
    case 'truck':
      return `${speed}trucks ${side}${by}`;
    case 'pedestal':
      return `${speed}pedestals ${height}${by}`;
    case 'dolly':
      return `${speed}${forward ? 'pushes in' : 'pulls back'}${by}`;
    case 'zoom':
      return `${speed}zooms ${forward ? 'in' : 'out'}${by}`;
    case 'orbit':
      return `${speed}orbits ${side} around the subject${by}`;
    case 'crane':
      return `${speed}cranes ${height}${by}`;
    case 'dolly-zoom':
      return `${speed}dolly-zooms ${forward ? 'in' : 'out'}${by} (vertigo effect)`;
    case 'follow':
      return `${speed}follows the subject to the ${side}${by}`;
    case 'push-to':
      return move.framing === undefined ? 'pushes in to a detail' : `pushes in to ${framings[move.framing]}`;
    case 'whip-pan':
      return `whip-pans ${side}`;
    case 'rack-focus':
      return `racks focus from ${move.fromM <= move.toM ? 'the foreground to the background' : 'the background to the foreground'}`;
    case 'shake':
      return 'shakes as if handheld';
    default:
      return move satisfies never;
  }
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
