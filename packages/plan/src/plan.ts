import type { Bilingual } from '@fantascope/film';
import type { TakeRequest } from '@fantascope/models';

/** How one part of a shot reaches a model, strongest first. */
export type CarrierKind = 'number' | 'token' | 'control-video' | 'reference-video' | 'frame-pair' | 'field' | 'words';

/** What carries one part of the shot: `part` is its dotted path in Shot (camera.moves.0, lengthSec, picture). */
export type Carrier = Readonly<{ part: string; by: CarrierKind; as: string }>;

/** One thing a model will not do as asked. On screen: dropped = lost, words = said, the others = roughly. */
export type Loss = Readonly<{
  part: string;
  kind: 'dropped' | 'words' | 'approximated' | 'quantised';
  severity: 'slight' | 'notable' | 'severe';
  text: Readonly<Required<Bilingual>>;
}>;

/** What must be made before the request can be sent: files of the stage, or uploads. */
export type Need =
  | Readonly<{ kind: 'control-video'; outputs: readonly ('colour' | 'mask' | 'depth')[] }>
  | Readonly<{ kind: 'reference-video' }>
  | Readonly<{ kind: 'last-frame' }>
  | Readonly<{ kind: 'picture'; path: string }>;

/** What a request will cost in US dollars, and by whose dated price. null where no price is known. */
export type Estimate = Readonly<{ low: number; high: number; source: string; asOf: string }>;

/** A shot compiled for one model. Files named in `needs` are still placeholders (`need:` URLs) in `request`. */
export type Plan = Readonly<{
  model: string;
  request: TakeRequest;
  carriers: readonly Carrier[];
  losses: readonly Loss[];
  estimateUsd: Estimate | null;
  needs: readonly Need[];
}>;

/** Why a model cannot make a shot at all, and the way out. `code` is one of a closed list, for programs. */
export type Refusal = Readonly<{
  model: string;
  refused: Readonly<{
    code: 'dead-model' | 'needs-picture' | 'no-picture' | 'too-many-moves' | 'excluded-together' | 'too-long' | 'makes-images';
    text: Readonly<Required<Bilingual>>;
  }>;
}>;
