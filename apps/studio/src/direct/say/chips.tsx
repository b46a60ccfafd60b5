import type { Air, MotionRegion } from '@fantascope/film';
import { airKinds } from '@fantascope/stage';
import { Leaf, type LucideIcon, Sparkles, Wind } from 'lucide-react';
import { useLengthUnit } from '../../parts/length-unit.ts';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { isMoves } from '../../shot/shot-edit.ts';
import type { Selection } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot, useView } from '../direct-context.ts';
import { Chip, type ChipHue } from './chip.tsx';
import { amountText } from './move-amount.ts';
import { moveFace } from './move-face.ts';
import { MoveNumbers } from './move-numbers.tsx';
import { reordered, timeOrder } from './move-order.ts';

/** Selecting and lighting up what a chip stands for, the same for every chip. */
function useChip() {
  const { view } = useDirect();
  const { selection, hover } = useView(({ selection, hover }) => ({ selection, hover }));
  const is = (one: Selection, what: NonNullable<Selection>['what'], index: number) => one?.what === what && one.index === index;
  return (what: NonNullable<Selection>['what'], index: number) => ({
    isSelected: is(selection, what, index),
    isLit: is(hover, what, index),
    onSelect: () => view.set({ selection: { what, index } }),
    onHover: (isOver: boolean) => view.set({ hover: isOver ? { what, index } : null }),
  });
}

/** One chip a move, in the order of time. */
export function MoveChips() {
  const { t } = useWords();
  const length = useLengthUnit();
  const { store } = useDirect();
  const camera = useShot(({ shot }) => shot.camera);
  const chip = useChip();
  if (!isMoves(camera)) return null;
  const order = timeOrder(camera.moves);
  return order.map((index, place) => {
    const move = camera.moves[index];
    if (move === undefined) return null;
    const face = moveFace(move);
    const hue: ChipHue = move.kind === 'rack-focus' ? 'focus' : move.kind === 'zoom' ? 'lens' : 'cam';
    const shift = (places: number) => {
      const to = place + places;
      if (to < 0 || to >= order.length) return;
      store.edit({ kind: 'moves', moves: reordered(camera.moves, place, to) });
      store.endGesture();
    };
    const figure =
      move.kind === 'push-to'
        ? move.framing === undefined
          ? t('say.region')
          : t(`say.framing.${move.framing}`)
        : amountText(move, t('say.about'), length);
    return (
      <Chip
        key={index}
        hue={hue}
        icon={face.icon}
        name={t(face.name)}
        figure={figure}
        {...chip('move', index)}
        onShift={shift}
        onRemove={() => {
          store.edit({ kind: 'remove-move', index });
          store.endGesture();
        }}
      >
        <MoveNumbers move={move} index={index} lengthSec={camera.lengthSec} />
      </Chip>
    );
  });
}

const motionIcons: Readonly<Record<MotionRegion['kind'], LucideIcon>> = { flow: Wind, sway: Leaf, drift: Wind, flicker: Sparkles };

/** One chip for each thing that moves by itself. */
export function MotionChips() {
  const { t } = useWords();
  const { store } = useDirect();
  const motions = useShot(({ shot }) => shot.motions);
  const chip = useChip();
  const put = (value: readonly MotionRegion[], gesture?: string) => store.edit({ kind: 'put', field: 'motions', value }, gesture);
  return motions.map((motion, index) => (
    <Chip
      // biome-ignore lint/suspicious/noArrayIndexKey: regions are named by their place
      key={index}
      hue="motion"
      icon={motionIcons[motion.kind]}
      name={t(`say.motion.${motion.kind}`)}
      figure={`${motion.loopSec.toFixed(1)} s`}
      {...chip('motion', index)}
      onRemove={() => {
        put(motions.toSpliced(index, 1));
        store.endGesture();
      }}
    >
      <ScrubField
        label={t('say.loop')}
        value={motion.loopSec}
        unit="s"
        step={0.1}
        min={0.5}
        max={60}
        onChange={(loopSec, gesture) => put(motions.with(index, { ...motion, loopSec }), gesture)}
        onEnd={store.endGesture}
        onCancel={store.cancelGesture}
      />
    </Chip>
  ));
}

/** One chip for each thing in the air. */
export function AirChips() {
  const { t } = useWords();
  const { store } = useDirect();
  const air = useShot(({ shot }) => shot.air);
  const chip = useChip();
  const put = (value: readonly Air[], gesture?: string) => store.edit({ kind: 'put', field: 'air', value }, gesture);
  return air.map((one, index) => (
    <Chip
      // biome-ignore lint/suspicious/noArrayIndexKey: kinds of air are named by their place
      key={index}
      hue="air"
      icon={Sparkles}
      name={t(`say.air.${one.kind}`)}
      figure={one.count === undefined ? '' : String(one.count)}
      {...chip('air', index)}
      onRemove={() => {
        put(air.toSpliced(index, 1));
        store.endGesture();
      }}
    >
      <ScrubField
        label={t('say.count')}
        value={one.count ?? airKinds[one.kind].count}
        unit="count"
        step={1}
        min={1}
        max={20000}
        onChange={(count, gesture) => put(air.with(index, { ...one, count: Math.round(count) }), gesture)}
        onEnd={store.endGesture}
        onCancel={store.cancelGesture}
      />
    </Chip>
  ));
}
