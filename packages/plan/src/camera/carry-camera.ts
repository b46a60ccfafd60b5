import { bothAs } from '../both.ts';
import { canBring, carry, type Draft, lose, loseFile } from '../draft.ts';
import { type CameraOutcome, type CameraRefusal, type CameraTask, carryInWords, dropMoves } from './camera-task.ts';
import { jimengStrength, jimengTemplate } from './jimeng.ts';
import { movesOfPath } from './keyframes.ts';
import { klingCamera, klingDoubts, klingSimple } from './kling.ts';
import { ltxLora } from './ltx.ts';
import { lumaConcepts } from './luma.ts';
import { bracketText, minimaxBrackets } from './minimax.ts';
import { pixverseMovement } from './pixverse.ts';
import { carryPoses } from './poses.ts';
import { recamMaster, recamNative } from './recammaster.ts';
import { carryControl, carryFramePair, carryReference, endsWithinPicture, isHardToSay } from './stage-clip.ts';
import { hasSpan, isStill, type ToldMove, toldMoves, turnsOf } from './told-move.ts';
import { carryTrajectory } from './trajectory.ts';
import { carryEndView } from './viewpoint.ts';
import { carryTokens, type Vocabulary } from './vocabulary.ts';
import { wanCamera, wanNative } from './wan.ts';
import { cameraSentenceEn } from './words-en.ts';
import { cameraSentenceZh } from './words-zh.ts';

/** Carries a shot's camera by the strongest means the model has, and says what of it goes missing. */
export function carryCamera(draft: Draft): CameraRefusal | undefined {
  const { camera } = draft.shot;
  const isPath = !('moves' in camera);
  if (draft.entry.makes === 'image' && draft.entry.camera === 'words') {
    carryStill(draft);
    return undefined;
  }
  const moves = 'moves' in camera ? toldMoves(camera) : movesOfPath(camera);
  const task: CameraTask = { camera, moves };
  const native = carryNatively(draft, task);
  if ('refuse' in native) return native;
  const { rest } = native;
  if (isPath) tellPath(draft, { task, isCarried: native.isNative && rest.length < Math.max(1, moves.length) });
  else tellRest(draft, native);
  // A frame pair is said as well; a reference clip has its own sentence; nothing to move is a sentence too.
  const { saidToo = [] } = native;
  const isPair = draft.carriers.some(({ by }) => by === 'frame-pair');
  const isSaid = isPair ? moves : saidToo.length > 0 ? moves.filter((told) => rest.includes(told) || saidToo.includes(told)) : rest;
  const isStanding = moves.every(({ move }) => isStill(move)) && !native.isNative;
  if (draft.entry.takes.text && draft.prompt.camera === '' && (isSaid.length > 0 || isStanding))
    draft.prompt.camera =
      native.isNative && rest.every(({ move }) => isStill(move)) && isSaid === rest ? restingWords(draft, rest) : sentence(draft, isSaid);
  if (moves.length === 0 && !isPath && !native.isNative) tellStanding(draft);
  return undefined;
}

function carryNatively(draft: Draft, task: CameraTask): CameraOutcome | CameraRefusal {
  const { entry, shot, answers } = draft;
  const own = carryByDialect(draft, task);
  if ('refuse' in own || own.isNative || answers.camera === 'words') return own;
  // What the model's own vocabulary does not know may still be shown by a clip or a last frame.
  return (
    lockedOrClip(draft, {
      task,
      hasPicture: shot.picture !== undefined && entry.takes.firstFrame !== 'none' && canBring(draft, 'picture'),
    }) ?? own
  );
}

/** Models whose camera is set by numbers in every request: words alone would leave it at rest, or to its own default. */
const numberedDialects: ReadonlySet<string> = new Set(['jimeng-template', 'wan-camera', 'poses', 'lightx', 'recammaster']);

function carryByDialect(draft: Draft, task: CameraTask): CameraOutcome | CameraRefusal {
  const { entry, answers, shot } = draft;
  if (entry.camera === 'exact') return carryExactly(draft, task);
  const none = { rest: task.moves, isNative: false };
  const isFieldNeeded = numberedDialects.has(entry.camera) || entry.takes.needsControl || !entry.takes.text;
  if (answers.camera === 'words') return isFieldNeeded ? { refuse: 'camera-needed', params: {} } : none;
  // The stage needs a picture to draw from.
  if (entry.takes.control && shot.picture !== undefined) {
    if (canBring(draft, 'clip')) return carryControl(draft, task);
    if (entry.takes.needsControl) return { refuse: 'needs-file-store', params: {} };
    loseFile(draft, 'controlVideo', { kind: 'clip', what: 'plan.part-control-video', severity: 'notable' });
  }
  switch (entry.camera) {
    case 'kling-simple':
    case 'kling-on-fal':
      return carryOne(draft, task, { vocabulary: klingSimple, native: klingCamera, after: klingAfter });
    case 'wan-camera':
      return carryOne(draft, task, { vocabulary: wanCamera, native: wanNative, after: wanAfter });
    case 'pixverse':
      return carryOne(draft, task, { vocabulary: pixverseMovement });
    case 'ltx-lora':
      return carryOne(draft, task, { vocabulary: ltxLora });
    case 'recammaster':
      return carryOne(draft, task, { vocabulary: recamMaster, native: recamNative });
    case 'jimeng-template':
      return carryOne(draft, task, {
        vocabulary: jimengTemplate,
        native: (told) => ({
          dialect: 'jimeng-template',
          template: jimengTemplate.tokensOf(told, draft)?.tokens[0] ?? '',
          strength: jimengStrength(told, task.camera.subjectDistanceM),
        }),
      });
    case 'minimax-brackets': {
      const told = carryTokens(draft, standing(task), minimaxBrackets);
      if ('refuse' in told) return told;
      draft.prompt.commands = bracketText(told.groups);
      return told;
    }
    case 'luma-concepts': {
      const told = carryTokens(draft, standing(task), lumaConcepts);
      if ('refuse' in told) return told;
      if (told.groups.length > 0) draft.request.camera = { dialect: 'tokens', groups: told.groups.map((group) => [...group]) };
      return told;
    }
    case 'poses':
      return carryPoses(draft, task);
    case 'lightx':
      return carryTrajectory(draft, task);
    case 'angles-2511':
    case 'angles-2509':
      return carryEndView(draft, task);
    case 'words':
      return none;
    default:
      return entry.camera satisfies never;
  }
}

type OneOnly = Readonly<{
  vocabulary: Vocabulary;
  native?: (told: ToldMove, draft: Draft) => NonNullable<Draft['request']['camera']>;
  after?: (told: ToldMove, draft: Draft, as: string) => void;
}>;

/** Vocabularies that hold one move. */
function carryOne(draft: Draft, task: CameraTask, { vocabulary, native, after }: OneOnly): CameraOutcome | CameraRefusal {
  const whole = standing(task);
  const told = carryTokens(draft, whole, vocabulary);
  if ('refuse' in told) return told;
  const token = told.groups[0]?.[0];
  const taken = whole.moves.find((each) => !told.rest.includes(each));
  if (token === undefined || taken === undefined) return { rest: task.moves, isNative: false };
  draft.request.camera = native?.(taken, draft) ?? { dialect: 'tokens', groups: [[token]] };
  after?.(taken, draft, token);
  return told;
}

const klingAfter = (told: ToldMove, draft: Draft, as: string) => {
  if (draft.request.camera?.dialect === 'kling-axis') klingDoubts(told, { draft, as });
};

const wanAfter = ({ part, move, name }: ToldMove, draft: Draft, as: string) => {
  const params = { ...bothAs('move', name), as };
  if (isStill(move)) return;
  if (move.easing !== 'linear')
    lose(draft, part, { kind: 'approximated', severity: 'slight', of: ['timing'], code: 'plan.even-pace', params });
  if (move.isNominal !== true && move.kind !== 'roll' && move.kind !== 'push-to')
    lose(draft, part, { kind: 'approximated', severity: 'notable', of: ['magnitude'], code: 'plan.move-metres', params });
};

/** A camera without moves stands: vocabularies that have a token for it are given one. */
function standing(task: CameraTask): CameraTask {
  if (task.moves.length > 0) return task;
  const hold = { kind: 'hold', startRatio: 0, endRatio: 1, easing: 'in-out' } as const;
  return {
    ...task,
    moves: [
      {
        part: 'moves' in task.camera ? 'camera.moves' : 'camera.keyframes',
        move: hold,
        name: { en: 'hold the camera still', zh: '固定镜头' },
      },
    ],
  };
}

/** What a model of words has beside them: a switch for a camera at rest, a reference clip, a last frame. */
function lockedOrClip(draft: Draft, { task, hasPicture }: Readonly<{ task: CameraTask; hasPicture: boolean }>): CameraOutcome | undefined {
  const { entry, answers, request, facts } = draft;
  const moving = task.moves.filter(({ move }) => !isStill(move));
  if (moving.length === 0) {
    if (!entry.canLockCamera || !('moves' in task.camera)) return undefined;
    request.camera = { dialect: 'locked' };
    for (const { part } of standing(task).moves) carry(draft, part, { by: 'token', as: 'locked' });
    draft.prompt.camera = sentence(draft, task.moves);
    return { rest: [], isNative: true };
  }
  const asks = answers.framePair ?? 'auto';
  const canPair = hasPicture && entry.takes.lastFrame && facts.lastPicture === undefined && asks !== 'never';
  const isPairWorth =
    asks === 'always' ? turnsOf(moving).length === 1 : endsWithinPicture(task) && moving.some(({ move }) => move.isNominal !== true);
  const excludes = (one: string, other: string) => entry.exclusions.some((set) => set.includes(one) && set.includes(other));
  const isFollowWorth =
    draft.shot.picture !== undefined &&
    entry.takes.referenceVideos > 0 &&
    isHardToSay(task) &&
    !(facts.lastPicture !== undefined && excludes('lastFrame', 'referenceVideos')) &&
    !(facts.hasAudio === true && excludes('referenceVideos', 'hasAudio'));
  const canFollow = isFollowWorth && canBring(draft, 'clip') && (hasPicture || canBring(draft, 'picture'));
  if (isFollowWorth && !canFollow)
    loseFile(draft, 'referenceVideo', { kind: 'clip', what: 'plan.part-reference-video', severity: 'notable' });
  const keepsFirst = hasPicture && !excludes('firstFrame', 'referenceVideos');
  // A clip beside the first frame is the strongest; a clip instead of it only where a last frame would not do.
  if (canFollow && keepsFirst) return carryReference(draft, task);
  if (canPair && isPairWorth) return carryFramePair(draft, task);
  return canFollow ? carryReference(draft, task) : undefined;
}

/** Beside a token that moves the camera, a hold is told by when it is, or it would stop the move. */
function restingWords({ language }: Draft, rest: readonly ToldMove[]): string {
  const isFirst = rest.some(({ move }) => move.startRatio < 0.001);
  if (language === 'zh') return isFirst ? '镜头开始时固定不动。' : '镜头最后停住不动。';
  return isFirst ? 'The camera holds still at first.' : 'The camera comes to rest at the end.';
}

function carryExactly(draft: Draft, { camera, moves }: CameraTask): CameraOutcome {
  const parts = 'moves' in camera ? (moves.length === 0 ? ['camera.moves'] : moves.map(({ part }) => part)) : ['camera.keyframes'];
  for (const part of parts) carry(draft, part, { by: 'number', as: 'shot' });
  return { rest: [], isNative: true };
}

function tellRest(draft: Draft, { rest, isNative, isFixed }: CameraOutcome): void {
  if (!draft.entry.takes.text) {
    dropMoves(draft, rest);
    return;
  }
  carryInWords(draft, rest, { isBesideFixed: isFixed === true });
  if (!isNative) tellAtOnce(draft, rest);
  const turns = turnsOf(rest.filter(({ move }) => hasSpan(move)));
  if (turns.length > 1)
    lose(draft, 'camera.moves', {
      kind: 'words',
      severity: turns.length > 2 ? 'severe' : 'notable',
      of: ['timing', 'combination'],
      code: 'plan.moves-merged',
      params: { count: turns.length },
    });
}

/** Guides want one move a sentence: of several at once a model may do only one. */
function tellAtOnce(draft: Draft, rest: readonly ToldMove[]): void {
  const moving = rest.filter(({ move }) => !isStill(move) && move.kind !== 'shake' && move.kind !== 'rack-focus');
  const count = Math.max(0, ...turnsOf(moving).map((turn) => turn.length));
  if (count > 1)
    lose(draft, 'camera.moves', {
      kind: 'words',
      severity: count > 2 ? 'notable' : 'slight',
      of: ['combination'],
      code: 'plan.moves-at-once',
      params: { count },
    });
}

/** A picture stands still by itself, and a sentence about the camera would only confuse it. */
function carryStill(draft: Draft): void {
  const { camera } = draft.shot;
  const parts = 'moves' in camera ? camera.moves.map((_, i) => `camera.moves.${i}`) : ['camera.keyframes'];
  for (const part of parts.length === 0 ? ['camera.moves'] : parts) carry(draft, part, { by: 'field', as: 'picture' });
}

function tellStanding(draft: Draft): void {
  carry(draft, 'camera.moves', { by: 'words', as: 'prompt' });
}

/** A path that only reaches the model as the few moves it comes to. */
function tellPath(draft: Draft, { task, isCarried }: Readonly<{ task: CameraTask; isCarried: boolean }>): void {
  const whole = draft.carriers.some(
    ({ part, by }) => part === 'camera.keyframes' && ['number', 'control-video', 'reference-video'].includes(by),
  );
  // A picture shows where a path ends, and says so itself.
  const isWhole = whole && (['exact', 'poses', 'lightx'].includes(draft.entry.camera) || draft.entry.makes === 'image');
  const isClip = draft.request.control !== undefined || draft.request.referenceVideos !== undefined;
  if (isWhole || isClip) return;
  const count = 'keyframes' in task.camera ? task.camera.keyframes.length : 0;
  if (isAtRest(task.camera)) {
    if (!isCarried) carryInWords(draft, standing(task).moves);
    return;
  }
  if (!isCarried) carry(draft, 'camera.keyframes', { by: 'words', as: 'prompt' });
  const as = {
    en: cameraSentenceEn(task.moves, task.camera.subjectDistanceM),
    zh: cameraSentenceZh(task.moves, task.camera.subjectDistanceM),
  };
  lose(draft, 'camera.keyframes', {
    kind: isCarried ? 'approximated' : 'words',
    // Two keyframes are one move from here to there; of more the shape is lost as well.
    severity: task.moves.length === 0 || count <= 2 ? 'notable' : 'severe',
    of: ['direction', 'magnitude', 'timing', 'combination'],
    code: task.moves.length === 0 ? 'plan.path-still' : 'plan.path-said',
    params: { count, ...bothAs('as', as) },
  });
}

/** All keyframes are the same: the camera stands. */
function isAtRest(camera: CameraTask['camera']): boolean {
  if ('moves' in camera) return false;
  return new Set(camera.keyframes.map(({ tSec: _, ...pose }) => JSON.stringify(pose))).size === 1;
}

/** The whole camera in one sentence, for a model that takes no request without a prompt. */
export function plainPrompt(draft: Draft): string {
  const { camera } = draft.shot;
  // A picture has no camera to be told at rest.
  if (draft.entry.makes === 'image') return draft.language === 'zh' ? '一张电影剧照。' : 'A film still.';
  return sentence(draft, 'moves' in camera ? toldMoves(camera) : movesOfPath(camera)) || sentence(draft, []);
}

function sentence({ language, shot }: Draft, moves: readonly ToldMove[]): string {
  const { subjectDistanceM } = shot.camera;
  if (moves.length > 0) return language === 'zh' ? cameraSentenceZh(moves, subjectDistanceM) : cameraSentenceEn(moves, subjectDistanceM);
  return language === 'zh' ? '固定镜头。' : 'Static shot, the camera is locked off.';
}
