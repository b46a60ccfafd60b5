import type { Shot } from '@fantascope/film';
import type { TakeRequest } from '@fantascope/models';
import type { Both } from './both.ts';

/** How one part of a shot reaches a model, strongest first; edit: done over the finished take, not by the model. */
export type CarrierKind = 'number' | 'token' | 'control-video' | 'reference-video' | 'frame-pair' | 'field' | 'edit' | 'words';

/** What carries one part of the shot: `part` is its dotted path in Shot (camera.moves.0, camera.lengthSec, picture). */
export type Carrier = Readonly<{ part: string; by: CarrierKind; as: string }>;

/** What of a part goes missing. */
export type LossAspect =
  | 'direction'
  | 'magnitude'
  | 'timing'
  | 'combination'
  | 'length'
  | 'size'
  | 'ratio'
  | 'reference'
  | 'language'
  | 'look'
  | 'content';

/** One thing a model will not do as asked. On screen: dropped = lost, words = said, the others = roughly. */
export type Loss = Readonly<{
  part: string;
  kind: 'dropped' | 'words' | 'approximated' | 'quantised';
  aspects: readonly LossAspect[];
  severity: 'slight' | 'notable' | 'severe';
  text: Both;
}>;

/** What must be made before the request can be sent: files of the stage, uploads, or a person's own workflow. */
export type Need =
  | Readonly<{ kind: 'control-video'; outputs: readonly ('colour' | 'mask' | 'depth')[] }>
  | Readonly<{ kind: 'reference-video' }>
  | Readonly<{ kind: 'last-frame' }>
  | Readonly<{
      kind: 'picture';
      path: string;
      /** The shape it is cut to: the film's, or the one that is asked of the model. */
      aspect?: string;
      cropRatio?: number;
      centre?: Readonly<{ xRatio: number; yRatio: number }> /** Default crop. */;
      fit?: 'crop' | 'extend';
      /** It is sent as it is, whatever its shape: a mask lies over it. Default false. */
      isWhole?: true;
    }>
  /** A grey picture over the whole picture, white where it is painted anew. */
  | Readonly<{ kind: 'paint-mask'; path: string }>
  /** `index`: in the request, need:reference/INDEX. */
  | Readonly<{ kind: 'reference'; path: string; index: number }>
  | Readonly<{ kind: 'last-picture'; path: string }>
  | Readonly<{ kind: 'base-video'; path: string }>
  | Readonly<{ kind: 'motion-mask'; index: number }>
  /** The last frame of the take before, in a shot that was split or that continues the one before it. */
  | Readonly<{ kind: 'previous-frame' }>
  | Readonly<{ kind: 'workflow' }>;

/** What a request will cost in US dollars, and by whose dated price. null where no price is known. */
export type Estimate = Readonly<{ low: number; high: number; source: string; asOf: string }>;

/** A shot compiled for one model. Files named in `needs` are still placeholders (`need:` URLs) in `request`. */
export type Plan = Readonly<{
  model: string;
  request: TakeRequest;
  carriers: readonly Carrier[];
  losses: readonly Loss[];
  /** For this request and those of `next`. */
  estimateUsd: Estimate | null;
  /** For this request alone, where there is a `next`. */
  ownEstimateUsd?: Estimate | null;
  needs: readonly Need[];
  /** Who of the cast it was made with, as they were known then: another look makes it an old plan. */
  cast?: readonly CastFact[];
  /** The take of the shot before whose last frame it begins with, once that is known. */
  follows?: Readonly<{ shotId: string; takeId: string }>;
  /** The rest of a shot that was split, in order; each begins with the last frame of the one before. */
  next?: readonly Plan[];
}>;

/** Why a model cannot make a shot at all. */
export type RefusalCode =
  | 'dead-model'
  | 'needs-picture'
  | 'needs-mask'
  | 'mask-size'
  | 'needs-video'
  | 'no-picture'
  | 'too-many-moves'
  | 'excluded-together'
  | 'too-long'
  | 'too-many-shots'
  | 'makes-images'
  | 'no-such-move'
  | 'camera-needed'
  | 'needs-file-store';

/** Why a model cannot make a shot at all, and the way out. `code` is one of a closed list, for programs. */
export type Refusal = Readonly<{
  model: string;
  refused: Readonly<{
    code: RefusalCode;
    text: Both;
  }>;
}>;

/** What a person has decided where there is more than one way. */
export type Answers = Readonly<{
  /** Moves too many for the model's camera: refuse, several takes one after another, or what it can and the rest in words. Default merge. */
  moves?: 'refuse' | 'split' | 'merge';
  /** strongest (default): the strongest carrier the model has; words: the prompt only, which leaves last frame and references free. */
  camera?: 'strongest' | 'words';
  /** Whether the stage may draw the last frame. Default auto: only where an amount was named and the way is short enough for a photograph. */
  framePair?: 'auto' | 'always' | 'never';
  /** The language of the prompt where the model reads both. Default: that of the shot's own texts. */
  language?: 'en' | 'zh';
}>;

/** One of the cast as a shot names it: what it looks like in words and pictures. `called`: how a model is told of it, default its name. */
export type CastFact = Readonly<{
  name: string;
  called?: string;
  /** Default character. */
  kind?: 'character' | 'product' | 'place' | 'look';
  en?: string | undefined;
  zh?: string | undefined;
  pictures: readonly string[];
}>;

/** What is known beside the shot: findings of probes that settle a dialect, the picture's size, the person's wishes of the film. */
export type Facts = Readonly<{
  /** By name, over the entry's own dialect. */
  dialect?: Readonly<Record<string, string>>;
  pictureSizePx?: Readonly<{ widthPx: number; heightPx: number }>;
  /** Of the shot's paint mask. */
  paintMaskSizePx?: Readonly<{ widthPx: number; heightPx: number }>;
  /** The film's frame. Default 1920 × 1080, 1080 × 1920 for an upright shot, 30 frames a second. */
  frame?: Readonly<{ widthPx: number; heightPx: number; fps: number }>;
  seed?: number;
  hasAudio?: boolean;
  negativePrompt?: string;
  lastPicture?: string;
  references?: readonly string[];
  /** Who of the cast the shot names, as far as they are known. */
  cast?: readonly CastFact[];
  /** Whose pictures go along, by name. Default: of those whom the shot names. For a run of shots, which is one request with the pictures of all. */
  castShown?: readonly string[];
  /** A clip to be changed. */
  baseVideo?: string;
  clientKey?: string;
  /** Files can be put where providers fetch them from: a bucket of one's own. Default false. */
  hasFileStore?: boolean;
}>;

/** How a shot is compiled. */
export type CompileOptions = Readonly<{ facts?: Facts; answers?: Answers }>;

/** Where one shot of a run lies in the take that holds them all. */
export type RunSpan = Readonly<{ shot: number; name?: string; startSec: number; endSec: number }>;

/** Several shots in one request, with the way back to each. */
export type RunPlan = Plan & Readonly<{ spans: readonly RunSpan[] }>;

/** One shot that a longer one was split into. */
export type ShotPart = Readonly<{ shot: Shot; startSec: number; endSec: number }>;
