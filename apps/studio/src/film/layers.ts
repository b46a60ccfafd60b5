import type { Blend } from '@fantascope/stage';
import type { CSSProperties } from 'react';

/** How the two pictures of a blend lie over each other in the monitor, as the rasteriser mixes them: the first below, the second above it. */
export function blendStyles(blend: Blend | null): readonly [CSSProperties, CSSProperties] {
  if (blend === null) return [{}, {}];
  const { kind, progressRatio: seen, toward } = blend;
  const left = `${((1 - seen) * 100).toFixed(2)}%`;
  switch (kind) {
    case 'crossfade':
      return [{}, { opacity: seen }];
    case 'wipe': {
      // The edge travels `toward`: what it has passed shows the second picture.
      const insets = { left: `0 0 0 ${left}`, right: `0 ${left} 0 0`, up: `${left} 0 0 0`, down: `0 0 ${left} 0` } as const;
      return [{}, { clipPath: `inset(${insets[toward]})` }];
    }
    case 'push': {
      const sign = toward === 'left' || toward === 'up' ? -1 : 1;
      const axis = toward === 'left' || toward === 'right' ? 'X' : 'Y';
      const by = (ratio: number) => `translate${axis}(${(ratio * 100).toFixed(2)}%)`;
      return [{ transform: by(sign * seen) }, { transform: by(sign * (seen - 1)) }];
    }
    default:
      return kind satisfies never;
  }
}
