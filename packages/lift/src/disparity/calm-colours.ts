import type { Features } from './features.ts';
import { boxMean } from './plane.ts';

/**
 * Takes the grain out of the colours and keeps edges sharp: every pixel gets the mean of that 3×3 window beside it that varies least (Kuwahara 1976),
 * twice. A plain blur would leave rims of in-between colour, which then pass for things of their own.
 */
export function calmColours(features: Features): Features {
  return calmOnce(calmOnce(features));
}

function calmOnce(features: Features): Features {
  const { widthPx, heightPx } = features;
  const planes = [features.red, features.green, features.blue];
  const means = planes.map((plane) => boxMean(plane, features, 1));
  const energy = new Float32Array(widthPx * heightPx);
  for (const plane of planes) for (let i = 0; i < energy.length; i++) energy[i] = (energy[i] as number) + (plane[i] as number) ** 2;
  const variance = boxMean(energy, features, 1);
  for (const mean of means) for (let i = 0; i < variance.length; i++) variance[i] = (variance[i] as number) - (mean[i] as number) ** 2;
  const [red, green, blue] = means.map((mean) => mean.slice()) as [Float32Array, Float32Array, Float32Array];
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const i = y * widthPx + x;
      let best = i - widthPx - 1;
      if ((variance[i - widthPx + 1] as number) < (variance[best] as number)) best = i - widthPx + 1;
      if ((variance[i + widthPx - 1] as number) < (variance[best] as number)) best = i + widthPx - 1;
      if ((variance[i + widthPx + 1] as number) < (variance[best] as number)) best = i + widthPx + 1;
      red[i] = (means[0] as Float32Array)[best] as number;
      green[i] = (means[1] as Float32Array)[best] as number;
      blue[i] = (means[2] as Float32Array)[best] as number;
    }
  }
  return { ...features, red, green, blue };
}
