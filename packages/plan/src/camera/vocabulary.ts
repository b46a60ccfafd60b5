import { bothAs } from '../both.ts';
import { type Draft, lose } from '../draft.ts';
import { type CameraOutcome, type CameraRefusal, type CameraTask, carryNative, type NativeFit } from './camera-task.ts';
import { isStill, paceOf, type ToldMove, turnsOf, weightOf } from './told-move.ts';

/** One model's camera words: which tokens a move becomes, and how many of them a take can hold. */
export type Vocabulary = Readonly<{
  /** undefined where there is none: the move is said in words. */
  tokensOf: (told: ToldMove, draft: Draft) => (Omit<NativeFit, 'as'> & Readonly<{ tokens: readonly string[]; as?: string }>) | undefined;
  /** Most tokens that run together. */
  together: number;
  /** Whether groups of tokens run one after another in the order given. */
  inSequence: boolean;
  /** The model is always given one of them, so that words beside it move nothing. */
  isRequired?: boolean;
}>;

type Fitted = Readonly<{ told: ToldMove; fit: NonNullable<ReturnType<Vocabulary['tokensOf']>> }>;

/** Gives each move its tokens as far as the model can hold them: groups in order, and what is left to be said. */
export function carryTokens(
  draft: Draft,
  task: CameraTask,
  vocabulary: Vocabulary,
): (CameraOutcome & Readonly<{ groups: readonly (readonly string[])[] }>) | CameraRefusal {
  const moving = task.moves.filter(({ move }) => !isStill(move));
  // A camera that rests throughout has a token of its own in most vocabularies; one that rests before or after a move has none.
  const asked = moving.length > 0 ? moving : task.moves;
  const fitted = new Map<ToldMove, Fitted>();
  for (const told of asked) {
    const fit = vocabulary.tokensOf(told, draft);
    if (fit !== undefined) fitted.set(told, { told, fit });
  }
  const turns = turnsOf(asked);
  const isOneOnly = vocabulary.together === 1 && !vocabulary.inSequence;
  const isRequired = vocabulary.isRequired === true;
  // What could not be split is not run together unasked.
  const policy = isRequired && turns.length > 1 && draft.answers.moves !== 'merge' ? 'refuse' : (draft.answers.moves ?? 'merge');
  if (isOneOnly && moving.length > 1 && policy === 'refuse') return { refuse: 'too-many-moves', params: { most: 1, count: moving.length } };
  const [first] = asked;
  if (isRequired && fitted.size === 0 && first !== undefined) return { refuse: 'no-such-move', params: bothAs('move', first.name) };
  // A part of a sequence alone would run through the whole take: then words tell all of it, where words are heard.
  const isOutOfReach = isOneOnly && turns.length > 1 && !isRequired;
  const chosen = vocabulary.inSequence
    ? turns.map((turn) => within(turn, { fitted, most: vocabulary.together, task }))
    : isOutOfReach
      ? []
      : [within(asked, { fitted, most: vocabulary.together, task })];
  const groups = chosen.filter((group) => group.length > 0);
  const taken = groups.flat();
  if (groups.length === 0) return { rest: task.moves, isNative: false, groups: [] };
  for (const { told, fit } of taken) {
    const { tokens, ...rest } = fit;
    carryNative(draft, told, {
      as: tokens.join(' + '),
      pace: paceOf(told.move, task.camera.subjectDistanceM),
      keepsTime: turns.length > 1 && vocabulary.together > 1,
      ...rest,
    });
  }
  const part = 'moves' in task.camera ? 'camera.moves' : 'camera.keyframes';
  const isUnordered = !vocabulary.inSequence && turns.length > 1;
  if (isUnordered)
    lose(draft, part, {
      kind: 'approximated',
      severity: turns.length > 2 ? 'severe' : 'notable',
      of: ['timing', 'combination'],
      code: isOneOnly ? 'plan.moves-led' : 'plan.moves-unordered',
      params: { count: turns.length },
    });
  if (vocabulary.inSequence && groups.length > 1)
    lose(draft, part, {
      kind: 'approximated',
      severity: 'slight',
      of: ['timing'],
      code: 'plan.moves-ordered',
      params: { count: groups.length },
    });
  if (isOneOnly && moving.length > 1 && turns.length === 1)
    lose(draft, part, {
      kind: 'approximated',
      severity: moving.length > 2 ? 'severe' : 'notable',
      of: ['combination'],
      code: 'plan.moves-mixed',
      params: { count: moving.length },
    });
  const told = new Set(taken.map((each) => each.told));
  // A framing is nowhere a token, and the order that a set of tokens has not can at least be read.
  const isSaidToo = ({ told: { move }, fit }: Fitted) => fit.isSaidToo === true || move.kind === 'push-to' || isUnordered;
  return {
    rest: task.moves.filter((each) => !told.has(each)),
    isNative: true,
    saidToo: isRequired ? [] : taken.filter(isSaidToo).map((each) => each.told),
    isFixed: isRequired,
    groups: groups.map((group) => [...new Set(group.flatMap(({ fit }) => fit.tokens))]),
  };
}

/** The weightiest moves whose tokens still fit, in their own order. */
function within(
  moves: readonly ToldMove[],
  { fitted, most, task }: Readonly<{ fitted: ReadonlyMap<ToldMove, Fitted>; most: number; task: CameraTask }>,
): readonly Fitted[] {
  const own = moves.flatMap((told) => fitted.get(told) ?? []);
  const weight = ({ told }: Fitted) => weightOf(told.move, task.camera.subjectDistanceM);
  let room = most;
  const kept = new Set<Fitted>();
  for (const each of [...own].sort((a, b) => weight(b) - weight(a))) {
    // Two tokens that stand for one move count as one where only one move is taken.
    const size = most === 1 ? 1 : each.fit.tokens.length;
    if (size > room) continue;
    room -= size;
    kept.add(each);
  }
  return own.filter((each) => kept.has(each));
}
