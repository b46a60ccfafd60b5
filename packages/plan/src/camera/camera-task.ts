import type { Camera, WordCode } from '@fantascope/film';
import { both, bothAs } from '../both.ts';
import { carry, type Draft, lose } from '../draft.ts';
import type { CarrierKind, LossAspect, RefusalCode } from '../plan.ts';
import { hasSpan, isNamed, isStill, type Pace, type ToldMove } from './told-move.ts';

/** A camera to be carried: its moves, or what its keyframes come to. */
export type CameraTask = Readonly<{ camera: Camera; moves: readonly ToldMove[] }>;

/** What a vocabulary has done with the moves. */
export type CameraOutcome = Readonly<{
  /** Moves that are still to be said in words. */
  rest: readonly ToldMove[];
  /** Whether something native was used. */
  isNative: boolean;
  /** Moves carried natively that words beside help: they say what the control does not hold. */
  saidToo?: readonly ToldMove[];
  /** The native camera runs its own path whatever the prompt says beside it. */
  isFixed?: boolean;
}>;

/** A vocabulary cannot take the moves and the person wants no other way. */
export type CameraRefusal = Readonly<{ refuse: RefusalCode; params: Readonly<Record<string, string | number>> }>;

/** A move given to a native control: how much is left open by it, and why it is only nearly the same. */
export type NativeFit = Readonly<{
  as: string;
  by?: CarrierKind;
  like?: Parameters<typeof both>[0];
  hasAmount?: boolean;
  pace?: Pace;
  keepsTime?: boolean;
  /** How much it is minded that it is only nearly the same. Default notable; a place in the picture is always severe. */
  severity?: 'slight' | 'notable';
  /** The control holds only a part of it; where words are heard, the prompt says the whole as well. */
  isSaidToo?: boolean;
}>;

/** Books one move as carried natively, with the losses that go with how well it fits. */
export function carryNative(draft: Draft, { part, move, name }: ToldMove, fit: NativeFit): void {
  const { as, by = 'token', like, hasAmount = false, keepsTime = false, pace = 'normal' } = fit;
  carry(draft, part, { by, as });
  const params = { ...bothAs('move', name), as };
  // A push to a framing or a region has no amount beside its end.
  const isAmountLost = !hasAmount && isNamed(move) && move.kind !== 'push-to';
  if (like !== undefined)
    lose(draft, part, {
      kind: 'approximated',
      severity: move.kind === 'push-to' && move.region !== undefined ? 'severe' : (fit.severity ?? 'notable'),
      of: isNamed(move) ? ['direction', 'magnitude'] : ['direction'],
      code: isAmountLost ? 'plan.move-rough-amount' : 'plan.move-rough',
      params: { ...params, ...bothAs('like', both(like)) },
    });
  else if (!hasAmount && isNamed(move))
    lose(draft, part, {
      kind: 'approximated',
      severity: 'notable',
      of: ['magnitude'],
      code: 'plan.move-token',
      params: { ...params, ...bothAs('lost', both(move.kind === 'shake' ? 'plan.lost-strength' : 'plan.lost-magnitude')) },
    });
  else if (!hasAmount && pace !== 'normal')
    lose(draft, part, {
      kind: 'approximated',
      severity: 'slight',
      of: ['magnitude'],
      code: 'plan.move-token',
      params: { ...params, ...bothAs('lost', both(move.kind === 'shake' ? 'plan.lost-strength' : 'plan.lost-speed')) },
    });
  if (!keepsTime && hasSpan(move))
    lose(draft, part, { kind: 'approximated', severity: 'notable', of: ['timing'], code: 'plan.move-whole-take', params });
}

/** Books moves as said in words, one loss each; beside a native camera that is fixed they are hardly heard. */
export function carryInWords(draft: Draft, moves: readonly ToldMove[], { isBesideFixed = false } = {}): void {
  for (const told of moves) {
    const { part, move, name } = told;
    carry(draft, part, { by: 'words', as: 'prompt' });
    if (isBesideFixed && !isStill(move)) {
      lose(draft, part, {
        kind: 'words',
        severity: move.kind === 'shake' || move.kind === 'rack-focus' ? 'notable' : 'severe',
        of: ['direction', 'magnitude'],
        code: 'plan.move-beside',
        params: bothAs('move', name),
      });
      continue;
    }
    const of: LossAspect[] = [
      ...(isNamed(move) ? (['magnitude'] as const) : []),
      ...(hasSpan(move) || move.easing !== 'in-out' ? (['timing'] as const) : []),
    ];
    const lost = lostBySaying(move, of);
    lose(draft, part, {
      kind: 'words',
      severity: saidSeverity(told),
      of: of.length === 0 ? ['magnitude'] : of,
      code: 'plan.move-said',
      params: { ...bothAs('move', name), ...bothAs('lost', both(lost)) },
    });
  }
}

/** What saying a move leaves to the model. */
function lostBySaying(move: ToldMove['move'], of: readonly LossAspect[]): WordCode {
  if (isStill(move)) return 'plan.lost-stillness';
  if (move.kind === 'rack-focus') return 'plan.lost-focus';
  if (move.kind === 'push-to') return 'plan.lost-end';
  if (move.kind === 'shake') return 'plan.lost-strength';
  if (of.includes('magnitude') && of.includes('timing')) return 'plan.lost-both';
  if (of.includes('magnitude')) return 'plan.lost-magnitude';
  if (of.includes('timing')) return 'plan.lost-timing';
  if (move.kind === 'zoom') return 'plan.lost-lens';
  return ['roll', 'whip-pan', 'dolly-zoom'].includes(move.kind) ? 'plan.lost-whether' : 'plan.lost-speed';
}

/** How much a film-maker minds that a move is only a word: plain moves are mostly obeyed, named amounts never, places in the picture least of all. */
function saidSeverity({ move }: ToldMove): 'slight' | 'notable' | 'severe' {
  if (isStill(move)) return 'slight';
  switch (move.kind) {
    case 'push-to':
      return move.region === undefined ? 'notable' : 'severe';
    // Models take a zoom for a push, and rarely roll, whip, or pull focus when told.
    case 'zoom':
    case 'roll':
    case 'dolly-zoom':
    case 'whip-pan':
    case 'rack-focus':
      return 'notable';
    case 'hold':
    case 'pan':
    case 'tilt':
    case 'truck':
    case 'pedestal':
    case 'dolly':
    case 'orbit':
    case 'crane':
    case 'follow':
    case 'shake':
      return isNamed(move) && move.kind !== 'shake' ? 'notable' : 'slight';
    default:
      return move satisfies never;
  }
}

/** Moves that are left out whole. */
export function dropMoves(draft: Draft, moves: readonly ToldMove[]): void {
  for (const { part, name, move } of moves)
    lose(draft, part, {
      kind: 'dropped',
      severity: isStill(move) ? 'slight' : 'severe',
      of: ['direction', 'magnitude', 'timing'],
      code: 'plan.move-dropped',
      params: bothAs('move', name),
    });
}
