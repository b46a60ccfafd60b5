import type { Move } from '@fantascope/film';
import {
  ArrowDown,
  ArrowDownToLine,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ArrowUpFromLine,
  ChevronsLeft,
  ChevronsRight,
  CornerDownRight,
  CornerUpRight,
  Expand,
  Focus,
  type LucideIcon,
  MoveDownLeft,
  MoveUpRight,
  Pause,
  RotateCcw,
  RotateCw,
  Scan,
  Shrink,
  StepBack,
  StepForward,
  Undo2,
  Vibrate,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { WordKey } from '../../words/words.ts';

/** How a move looks and what it is called: its direction is part of both. */
export type MoveFace = Readonly<{ icon: LucideIcon; name: WordKey }>;

const both = {
  pan: ['pan-right', StepForward, 'pan-left', StepBack],
  tilt: ['tilt-up', CornerUpRight, 'tilt-down', CornerDownRight],
  roll: ['roll-right', RotateCw, 'roll-left', Undo2],
  truck: ['truck-right', ArrowRight, 'truck-left', ArrowLeft],
  pedestal: ['pedestal-up', ArrowUpFromLine, 'pedestal-down', ArrowDownToLine],
  dolly: ['dolly-in', ArrowUp, 'dolly-out', ArrowDown],
  zoom: ['zoom-in', ZoomIn, 'zoom-out', ZoomOut],
  orbit: ['orbit-right', RotateCw, 'orbit-left', RotateCcw],
  crane: ['crane-up', MoveUpRight, 'crane-down', MoveDownLeft],
  'dolly-zoom': ['dolly-zoom-in', Shrink, 'dolly-zoom-out', Expand],
  follow: ['follow-right', ChevronsRight, 'follow-left', ChevronsLeft],
  'whip-pan': ['whip-right', ChevronsRight, 'whip-left', ChevronsLeft],
} as const;

/** A move's icon and name. */
export function moveFace(move: Move): MoveFace {
  switch (move.kind) {
    case 'hold':
      return { icon: Pause, name: 'say.move.hold' };
    case 'push-to':
      return { icon: Scan, name: 'say.move.push-to' };
    case 'rack-focus':
      return { icon: Focus, name: 'say.move.rack-focus' };
    case 'shake':
      return { icon: Vibrate, name: 'say.move.shake' };
    default: {
      const amount = 'angleDeg' in move ? move.angleDeg : 'ratio' in move ? Math.log(move.ratio) : move.distanceM;
      const [plus, plusIcon, minus, minusIcon] = both[move.kind];
      return amount >= 0 ? { icon: plusIcon, name: `say.move.${plus}` } : { icon: minusIcon, name: `say.move.${minus}` };
    }
  }
}
