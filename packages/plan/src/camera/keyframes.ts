import { type Camera, extentOf, type KeyframesCamera, Move } from '@fantascope/film';
import { type ToldMove, toldMove } from './told-move.ts';

/** The few plain moves that a keyframed path comes to, the largest first; only what a viewer would notice. They carry no times. */
export function movesOfPath(camera: KeyframesCamera): readonly ToldMove[] {
  const way = extentOf(camera);
  const distanceM = camera.subjectDistanceM;
  // How far on each axis beside the least that is seen as a move.
  const truck = larger(way.truckRightRatio, way.truckLeftRatio, 0.03, (ratio) => ({ kind: 'truck', distanceM: ratio * distanceM }));
  const pan = larger(way.panRightDeg, way.panLeftDeg, 2, (angleDeg) => ({ kind: 'pan', angleDeg }));
  const arc = arcOf(truck, pan);
  const ways: readonly Way[] = [
    larger(way.dollyInRatio, way.dollyOutRatio, 0.05, (ratio) => ({ kind: 'dolly', distanceM: ratio * distanceM })),
    ...(arc === undefined ? [truck, pan] : [arc]),
    larger(way.pedestalUpRatio, way.pedestalDownRatio, 0.03, (ratio) => ({ kind: 'pedestal', distanceM: ratio * distanceM })),
    larger(way.tiltUpDeg, way.tiltDownDeg, 2, (angleDeg) => ({ kind: 'tilt', angleDeg })),
    larger(Math.log2(way.zoomInRatio), Math.log2(way.zoomOutRatio), 0.1, (doublings) => ({ kind: 'zoom', ratio: 2 ** doublings })),
    { by: way.rollDeg / 2, amount: way.rollDeg, move: { kind: 'roll', angleDeg: way.rollDeg } },
  ];
  return ways
    .filter(({ by }) => by >= 1)
    .sort((a, b) => b.by - a.by)
    .slice(0, 2)
    .map(({ move }) => toldMove(camera as Camera, { part: 'camera.keyframes', move: Move.parse(within(move)) }));
}

type Way = Readonly<{ by: number; amount: number; move: object }>;

function larger(plus: number, minus: number, least: number, moveOf: (amount: number) => object): Way {
  const amount = plus >= minus ? plus : -minus;
  return { by: Math.abs(amount) / least, amount, move: moveOf(amount) };
}

/** A camera that goes to its right while it looks to its left circles its subject, if it turns about as far as it goes round. */
function arcOf(truck: Way, pan: Way): Way | undefined {
  if (truck.by < 1 || pan.by < 1 || Math.sign(truck.amount) === Math.sign(pan.amount)) return undefined;
  const roundDeg = (Math.atan(Math.abs(truck.amount)) * 180) / Math.PI;
  const turn = Math.abs(pan.amount) / roundDeg;
  if (turn < 0.5 || turn > 2) return undefined;
  const angleDeg = Math.sign(truck.amount) * Math.abs(pan.amount);
  return { by: truck.by + pan.by, amount: angleDeg, move: { kind: 'orbit', angleDeg } };
}

/** Amounts as `Move` allows them, rounded to what a sentence can say. */
function within(move: object): object {
  return Object.fromEntries(
    Object.entries(move).map(([name, value]) => {
      if (typeof value !== 'number') return [name, value];
      const most = name === 'angleDeg' ? 720 : name === 'ratio' ? 20 : 1000;
      const least = name === 'ratio' ? 0.05 : -most;
      return [name, Number(Math.max(least, Math.min(most, value)).toFixed(name === 'angleDeg' ? 0 : 1))];
    }),
  );
}
