import type { MotionRegion } from '@fantascope/film';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../parts/icon-button.tsx';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';
import { withHanded } from '../say/handed.ts';
import { NoteButton } from './picture-note.tsx';
import { type Motions, motionKinds, usualAmounts } from './use-motions.ts';

/** What a drag on the picture does: paints, sets the direction, or draws a rectangle. */
export type BrushMode = 'paint' | 'arrow' | 'box';
const modes = ['paint', 'arrow', 'box'] as const;

/** The bar of the brush: the regions, what the chosen or the next one does, and how it is drawn. */
export function BrushBar({
  motions,
  mode,
  onMode,
  radius,
  onRadius,
  painted,
  isSending,
  onKeep,
  onClear,
}: Readonly<{
  motions: Motions;
  mode: BrushMode;
  onMode: (mode: BrushMode) => void;
  radius: number;
  onRadius: (radius: number) => void;
  painted: number;
  isSending: boolean;
  onKeep: () => void;
  onClear: () => void;
}>) {
  const { t } = useWords();
  const { store } = useDirect();
  const action = useShot((state) => state.shot.action ?? '');
  const [isBloom, setIsBloom] = useState(false);
  const { settings, set, index } = motions;
  const numbers = { onEnd: store.endGesture };
  return (
    <section
      aria-label={t('viewport.brushBar')}
      className="pointer-events-auto flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-scrim px-2 py-1.5 text-small text-t1"
    >
      <ul aria-label={t('viewport.regions')} className="flex flex-wrap items-center gap-1">
        {motions.motions.map((motion, at) => (
          <li key={JSON.stringify([motion.place, motion.kind])}>
            <button
              type="button"
              aria-pressed={index === at}
              onClick={() => motions.choose(index === at ? null : at)}
              className={`min-h-6 rounded-full border px-2 ${index === at ? 'border-motion text-motion' : 'border-line2'}`}
            >
              {t('viewport.regionName', { number: at + 1, kind: t(`viewport.motion.${motion.kind}`) })}
            </button>
          </li>
        ))}
      </ul>
      <select
        aria-label={t('viewport.motionKind')}
        value={isBloom ? 'bloom' : settings.kind}
        onChange={(event) => {
          const kind = motionKinds.find((each) => each === event.target.value);
          setIsBloom(kind === undefined);
          if (kind !== undefined) set({ kind });
        }}
        className="min-h-6 rounded-sm border border-line2 bg-casing px-1 text-t1"
      >
        {motionKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`viewport.motion.${kind}`)}
          </option>
        ))}
        <option value="bloom">{t('viewport.motion.bloom')}</option>
      </select>
      {isBloom ? (
        <span className="flex items-center gap-2">
          {t('viewport.bloomNote')}
          <NoteButton
            onClick={() => {
              store.edit({
                kind: 'put',
                field: 'action',
                value: withHanded(action, [], [t('viewport.bloomWords')]),
              });
              setIsBloom(false);
            }}
          >
            {t('viewport.bloomPut')}
          </NoteButton>
        </span>
      ) : (
        <>
          <ScrubField
            label={t('viewport.amount')}
            value={settings.amountRatio ?? usualAmounts[settings.kind]}
            unit="ratio"
            step={0.005}
            min={0}
            max={1}
            onChange={(amountRatio, gesture) => set({ amountRatio }, gesture)}
            {...numbers}
          />
          <ScrubField
            label={t('viewport.loop')}
            value={settings.loopSec}
            unit="s"
            step={0.1}
            min={0.5}
            max={60}
            onChange={(loopSec, gesture) => set({ loopSec }, gesture)}
            {...numbers}
          />
          {settings.kind === 'flicker' ? null : (
            <ScrubField
              label={t('viewport.toward')}
              value={settings.towardDeg}
              unit="deg"
              step={1}
              min={-360}
              max={360}
              onChange={(towardDeg, gesture) => set({ towardDeg }, gesture)}
              {...numbers}
            />
          )}
          <Segmented
            label={t('viewport.brushMode')}
            value={mode}
            choices={modes.map((value) => ({ value, text: t(`viewport.mode.${value}`) }))}
            onChange={onMode}
          />
          {mode === 'paint' ? (
            <ScrubField
              label={t('viewport.brushSize')}
              value={Math.round(radius * 1000) / 10}
              unit="count"
              step={0.1}
              min={1}
              max={25}
              onChange={(value) => onRadius(value / 100)}
              onEnd={() => undefined}
            />
          ) : null}
          {painted > 0 ? (
            <>
              <NoteButton onClick={onClear}>{t('viewport.clear')}</NoteButton>
              <NoteButton isMain onClick={onKeep}>
                {isSending ? t('viewport.sending') : t('viewport.keepMask')}
              </NoteButton>
            </>
          ) : null}
          {index === null ? (
            <Mattes motions={motions} />
          ) : (
            <IconButton
              label={t('viewport.removeRegion')}
              keys="Delete"
              className="size-6"
              icon={<Trash2 size={14} strokeWidth={1.8} aria-hidden />}
              onClick={() => motions.remove(index)}
            />
          )}
        </>
      )}
    </section>
  );
}

/** Regions that need no hand: what the matte found, and what it left. */
function Mattes({ motions }: Readonly<{ motions: Motions }>) {
  const { t } = useWords();
  const places = ['subject', 'background'] as const satisfies readonly Extract<MotionRegion['place'], { matte: unknown }>['matte'][];
  return places.map((matte) => (
    <NoteButton key={matte} onClick={() => !motions.isFull && motions.add({ matte })}>
      <Plus size={12} strokeWidth={2} aria-hidden className="mr-1 inline" />
      {t(`viewport.matte.${matte}`)}
    </NoteButton>
  ));
}
