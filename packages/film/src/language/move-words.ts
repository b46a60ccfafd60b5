import type { Language } from '../fault.ts';
import type { Framing, Move, MoveKind } from '../move.ts';
import type { Speed } from './lexeme.ts';
import { grain, nominalAmount } from './nominal.ts';

type Wording = Readonly<{ command: string; running: string; zh: string }>;
type Ways = Readonly<{ plus: Wording; minus: Wording }>;

/** Each move's words in both directions; the parser reads every one of them back. */
const ways: Readonly<Record<Exclude<MoveKind, 'hold' | 'push-to' | 'rack-focus' | 'shake'>, Ways>> = {
  pan: {
    plus: { command: 'pan right', running: 'panning right', zh: '右摇' },
    minus: { command: 'pan left', running: 'panning left', zh: '左摇' },
  },
  tilt: {
    plus: { command: 'tilt up', running: 'tilting up', zh: '上摇' },
    minus: { command: 'tilt down', running: 'tilting down', zh: '下摇' },
  },
  roll: {
    plus: { command: 'roll clockwise', running: 'rolling clockwise', zh: '顺时针滚转' },
    minus: { command: 'roll counterclockwise', running: 'rolling counterclockwise', zh: '逆时针滚转' },
  },
  truck: {
    plus: { command: 'truck right', running: 'trucking right', zh: '右移' },
    minus: { command: 'truck left', running: 'trucking left', zh: '左移' },
  },
  pedestal: {
    plus: { command: 'pedestal up', running: 'pedestaling up', zh: '上升' },
    minus: { command: 'pedestal down', running: 'pedestaling down', zh: '下降' },
  },
  dolly: {
    plus: { command: 'dolly in', running: 'dollying in', zh: '推近' },
    minus: { command: 'dolly out', running: 'dollying out', zh: '拉远' },
  },
  zoom: {
    plus: { command: 'zoom in', running: 'zooming in', zh: '变焦推近' },
    minus: { command: 'zoom out', running: 'zooming out', zh: '变焦拉远' },
  },
  orbit: {
    plus: { command: 'orbit right', running: 'orbiting right', zh: '向右环绕' },
    minus: { command: 'orbit left', running: 'orbiting left', zh: '向左环绕' },
  },
  crane: {
    plus: { command: 'crane up', running: 'craning up', zh: '摇臂上升' },
    minus: { command: 'crane down', running: 'craning down', zh: '摇臂下降' },
  },
  'dolly-zoom': {
    plus: { command: 'dolly-zoom in', running: 'dolly-zooming in', zh: '滑动变焦推近' },
    minus: { command: 'dolly-zoom out', running: 'dolly-zooming out', zh: '滑动变焦拉远' },
  },
  follow: {
    plus: { command: 'follow shot to the right', running: 'follow shot to the right', zh: '向右跟拍' },
    minus: { command: 'follow shot to the left', running: 'follow shot to the left', zh: '向左跟拍' },
  },
  'whip-pan': {
    plus: { command: 'whip-pan right', running: 'whip-panning right', zh: '向右甩镜' },
    minus: { command: 'whip-pan left', running: 'whip-panning left', zh: '向左甩镜' },
  },
};

/** The framing sizes in both languages. */
export const framingWords: Readonly<Record<Framing, Readonly<Record<Language, string>>>> = {
  ECU: { en: 'an extreme close-up', zh: '大特写' },
  CU: { en: 'a close-up', zh: '特写' },
  MCU: { en: 'a medium close-up', zh: '近景' },
  MS: { en: 'a medium shot', zh: '中景' },
  MLS: { en: 'a medium long shot', zh: '中全景' },
  LS: { en: 'a long shot', zh: '全景' },
  WS: { en: 'a wide shot', zh: '远景' },
  EWS: { en: 'an extreme wide shot', zh: '大远景' },
};

/** How a move is being said: in which language, as a command or beside another move, and for a subject how far away. */
export type Telling = Readonly<{ language: Language; isRunning: boolean; subjectDistanceM: number }>;

/** One move in words, its time left out. */
export function moveWords(move: Move, telling: Telling): string {
  const { language, isRunning } = telling;
  const isChinese = language === 'zh';
  switch (move.kind) {
    case 'hold':
      return eased(isChinese ? '固定镜头' : isRunning ? 'holding the camera still' : 'hold the camera still', move, language);
    case 'push-to':
      return eased(aim(move, telling), move, language);
    case 'rack-focus': {
      const about = move.isNominal ? (isChinese ? '约' : 'about ') : '';
      const words = isChinese
        ? `焦点从${about}${figure(move.fromM)}米移到${about}${figure(move.toM)}米`
        : `${isRunning ? 'racking' : 'rack'} focus from ${about}${figure(move.fromM)} m to ${about}${figure(move.toM)} m`;
      return eased(words, move, language);
    }
    case 'shake':
      return eased(shake(move, telling), move, language);
    case 'zoom':
      return eased(travel(move, { kind: 'zoom', value: move.ratio, isForward: move.ratio >= 1 }, telling), move, language);
    case 'pan':
    case 'tilt':
    case 'roll':
    case 'orbit':
    case 'whip-pan':
      return eased(travel(move, { kind: move.kind, value: move.angleDeg, isForward: move.angleDeg >= 0 }, telling), move, language);
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'crane':
    case 'dolly-zoom':
    case 'follow':
      return eased(travel(move, { kind: move.kind, value: move.distanceM, isForward: move.distanceM >= 0 }, telling), move, language);
    default:
      return move satisfies never;
  }
}

type Amount = Readonly<{ kind: keyof typeof ways; value: number; isForward: boolean }>;

function travel(move: Move, amount: Amount, telling: Telling): string {
  const wording = ways[amount.kind][amount.isForward ? 'plus' : 'minus'];
  const isChinese = telling.language === 'zh';
  const words = isChinese ? wording.zh : telling.isRunning ? wording.running : wording.command;
  const speed = move.isNominal ? speedOf(amount, telling.subjectDistanceM) : undefined;
  if (speed !== undefined) return withSpeed(words, speed, telling.language);
  const about = move.isNominal ? (isChinese ? '约' : 'about ') : '';
  return isChinese ? `${words}${measure(amount, about, 'zh')}` : `${words} ${measure(amount, about, 'en')}`;
}

/** The speed whose nominal amount this is. */
function speedOf({ kind, value, isForward }: Amount, subjectDistanceM: number): Speed | undefined {
  const size = (speed: Speed) => {
    const nominal = nominalAmount(kind, speed, subjectDistanceM);
    if (kind === 'zoom') return isForward ? nominal : grain(1 / nominal);
    return isForward ? nominal : -nominal;
  };
  return (['normal', 'slow', 'fast'] as const).find((speed) => size(speed) === value);
}

function withSpeed(words: string, speed: Speed, language: Language): string {
  if (speed === 'normal') return words;
  if (language === 'zh') return `${speed === 'slow' ? '缓慢' : '快速'}${words}`;
  return `${words} ${speed === 'slow' ? 'slowly' : 'quickly'}`;
}

function measure({ kind, value }: Amount, about: string, language: Language): string {
  const size = about + figure(kind === 'zoom' ? value : Math.abs(value));
  if (kind === 'zoom') return language === 'zh' ? `到${size}倍` : `to ${size}×`;
  const isAngle = kind === 'pan' || kind === 'tilt' || kind === 'roll' || kind === 'orbit' || kind === 'whip-pan';
  if (isAngle) return language === 'zh' ? `${size}度` : `${size}°`;
  return language === 'zh' ? `${size}米` : `${size} m`;
}

function aim(move: Extract<Move, { kind: 'push-to' }>, { language, isRunning }: Telling): string {
  const { region, framing = 'CU' } = move;
  const place = region && [region.xRatio, region.yRatio, region.widthRatio, region.heightRatio].map(figure).join(', ');
  if (language === 'zh') return place === undefined ? `推到${framingWords[framing].zh}` : `推到区域(${place})`;
  const push = isRunning ? 'pushing in to' : 'push in to';
  return place === undefined ? `${push} ${framingWords[framing].en}` : `${push} the region (${place})`;
}

function shake(move: Extract<Move, { kind: 'shake' }>, { language }: Telling): string {
  const speed = (['normal', 'slow', 'fast'] as const).find((name) => nominalAmount('shake', name, 1) === move.strengthRatio);
  const isChinese = language === 'zh';
  const name = isChinese ? '手持晃动' : 'handheld shake';
  const strength = figure(move.strengthRatio);
  const seed = move.seed === undefined ? '' : isChinese ? `种子${move.seed}` : ` with seed ${move.seed}`;
  if (move.isNominal && speed !== undefined) {
    const words =
      speed === 'normal'
        ? name
        : isChinese
          ? `${speed === 'slow' ? '轻微' : '剧烈'}${name}`
          : `${speed === 'slow' ? 'slight' : 'strong'} ${name}`;
    return words + seed;
  }
  if (move.isNominal)
    return `${isChinese ? `${name}约${strength}` : `${name} about ${strength}`}${isChinese && seed !== '' ? ' ' : ''}${seed}`;
  return `${isChinese ? `${name}强度${strength}` : `${name} at strength ${strength}`}${isChinese && seed !== '' ? ' ' : ''}${seed}`;
}

/** In-out is what nobody needs to say. */
function eased(words: string, { easing }: Move, language: Language): string {
  if (easing === 'in-out') return words;
  if (typeof easing !== 'string') {
    const curve = `cubic-bezier(${easing.map(figure).join(', ')})`;
    return language === 'zh' ? `${words} 缓动${curve}` : `${words} easing ${curve}`;
  }
  const zh = { linear: '匀速', in: '缓入', out: '缓出' }[easing];
  const en = { linear: 'at constant speed', in: 'easing in', out: 'easing out' }[easing];
  return language === 'zh' ? `${words}${zh}` : `${words} ${en}`;
}

function figure(value: number): string {
  return String(grain(value));
}
