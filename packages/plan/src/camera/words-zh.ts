import type { Framing, Move } from '@fantascope/film';
import { isForward, isNamed, isStill, paceOf, type ToldMove, thirdsOf, turnsOf } from './told-move.ts';

const framings: Readonly<Record<Framing, string>> = {
  ECU: '大特写',
  CU: '特写',
  MCU: '近景',
  MS: '中景',
  MLS: '中全景',
  LS: '全景',
  WS: '远景',
  EWS: '大远景',
};

/** One sentence that says the camera in Chinese; empty where there is nothing to say. */
export function cameraSentenceZh(moves: readonly ToldMove[], subjectDistanceM: number): string {
  if (moves.length === 0) return '';
  if (moves.every(({ move }) => isStill(move))) return '固定镜头。';
  const shakes = moves.filter(({ move }) => move.kind === 'shake');
  const others = moves.filter(({ move }) => move.kind !== 'shake');
  const shake = shakes.map(({ move }) => shakeWords(move, subjectDistanceM)).at(0);
  if (others.length === 0 || others.every(({ move }) => isStill(move))) return `${shake}。`;
  const turns = turnsOf(others).map((turn) => turn.map(({ move }) => phrase(move, subjectDistanceM)).join('，同时'));
  const told =
    turns.length === 1
      ? turns[0]
      : `先${turns[0]}，${turns
          .slice(1)
          .map((turn, i, later) => `${i > 0 && i === later.length - 1 ? '最后' : '然后'}${turn}`)
          .join('，')}`;
  return `${shake === undefined ? '' : `${shake}，`}镜头${told}。`;
}

function phrase(move: Move, subjectDistanceM: number): string {
  if (isStill(move)) return '固定不动';
  const forward = isForward(move);
  const pace = paceOf(move, subjectDistanceM);
  const speed = pace === 'normal' ? '' : pace === 'slow' ? '缓慢' : '快速';
  const by = isNamed(move) ? amount(move) : '';
  const side = forward ? '右' : '左';
  switch (move.kind) {
    case 'hold':
      return '固定不动';
    case 'pan':
      return `${speed}向${side}摇${by}`;
    case 'tilt':
      return `${speed}${forward ? '上摇' : '下摇'}${by}`;
    case 'roll':
      return `${speed}${forward ? '顺时针' : '逆时针'}旋转${by}`;
    case 'truck':
      return `${speed}向${side}平移${by}`;
    case 'pedestal':
      return `${speed}${forward ? '上升' : '下降'}${by}`;
    case 'dolly':
      return `${speed}${forward ? '推近' : '拉远'}${by}`;
    case 'zoom':
      return `${speed}变焦${forward ? '推近' : '拉远'}${by}`;
    case 'orbit':
      return `${speed}向${side}环绕主体${by}`;
    case 'crane':
      return `${speed}以摇臂${forward ? '升起' : '降下'}${by}`;
    case 'dolly-zoom':
      return `${speed}希区柯克变焦${forward ? '推近' : '拉远'}${by}`;
    case 'follow':
      return `${speed}向${side}跟拍主体${by}`;
    case 'push-to':
      return move.framing === undefined ? `推近到画面${placeOf(move.region)}的局部` : `推近到${framings[move.framing]}`;
    case 'whip-pan':
      return `向${side}甩镜`;
    case 'rack-focus':
      return move.fromM <= move.toM ? '焦点由前景移到背景' : '焦点由背景移到前景';
    case 'shake':
      return '手持晃动';
    default:
      return move satisfies never;
  }
}

/** Where in the frame a region lies, in thirds. */
function placeOf(region: Extract<Move, { kind: 'push-to' }>['region']): string {
  const { across, down } = thirdsOf(region);
  const places = [
    ['左上方', '上方', '右上方'],
    ['左侧', '中央', '右侧'],
    ['左下方', '下方', '右下方'],
  ];
  return places[down + 1]?.[across + 1] ?? '中央';
}

function amount(move: Move): string {
  switch (move.kind) {
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
      return `约${figure(Math.abs(move.angleDeg))}度`;
    case 'zoom':
      return `到${figure(move.ratio)}倍`;
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return `约${figure(Math.abs(move.distanceM))}米`;
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
  return pace === 'slow' ? '轻微手持晃动' : pace === 'fast' ? '剧烈手持晃动' : '手持晃动';
}

function figure(value: number): string {
  return String(Number(value.toFixed(2)));
}
