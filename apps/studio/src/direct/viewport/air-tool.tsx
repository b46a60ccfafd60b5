import type { Air } from '@fantascope/film';
import { airKinds } from '@fantascope/stage';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../parts/icon-button.tsx';
import { ScrubField } from '../../parts/scrub-field.tsx';
import type { PicturePoint } from '../../preview/distance-at.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot, useView } from '../direct-context.ts';
import { DoubledLine, LineSheet } from './doubled-line.tsx';
import { NoteButton, PictureNote } from './picture-note.tsx';
import type { ShownPose } from './shown-camera.ts';
import { pointOf, ToolSurface } from './tool-surface.tsx';

const kinds = Object.keys(airKinds) as Air['kind'][];
/** The wind of a drag over the whole width of the picture, metres a second. */
const WIND_MPS = 4;

/** W: what is in the air, at true depth; a drag over the picture is its wind. */
export function AirTool({ shown }: Readonly<{ shown: ShownPose }>) {
  const { t } = useWords();
  const { store, view } = useDirect();
  const air = useShot((state) => state.shot.air);
  const selection = useView((state) => state.selection);
  const [kind, setKind] = useState<Air['kind']>('petals');
  const [from, setFrom] = useState<PicturePoint | null>(null);
  const [to, setTo] = useState<PicturePoint | null>(null);
  const index = selection?.what === 'air' && selection.index < air.length ? selection.index : air.length - 1;
  const chosen = air[index];
  const { subjectDistanceM, aspectRatio } = shown.camera;
  const put = (value: readonly Air[], gesture?: string) => store.edit({ kind: 'put', field: 'air', value }, gesture);
  const set = (change: Partial<Air>, gesture?: string) => {
    if (chosen !== undefined) put(air.with(index, { ...chosen, ...change }), gesture);
  };
  const add = () => {
    put([...air, { kind }]);
    view.set({ selection: { what: 'air', index: air.length } });
  };
  const remove = () => {
    put(air.toSpliced(index, 1));
    view.set({ selection: null });
  };
  const blow = () => {
    if (from !== null && to !== null && chosen !== undefined) {
      const wind = chosen.windMps ?? airKinds[chosen.kind].windMps;
      const round = (mps: number) => Math.round(mps * 100) / 100;
      const windMps: [number, number, number] = [
        round((to.xRatio - from.xRatio) * WIND_MPS),
        round(((from.yRatio - to.yRatio) / aspectRatio) * WIND_MPS),
        wind[2],
      ];
      set({ windMps });
    }
    setFrom(null);
    setTo(null);
  };
  return (
    <>
      <ToolSurface
        label={t('viewport.airSurface')}
        cursor="crosshair"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(pointOf(event, event.currentTarget));
        }}
        onPointerMove={(event) => from !== null && setTo(pointOf(event, event.currentTarget))}
        onPointerUp={blow}
        onPointerCancel={() => setFrom(null)}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          if (event.key === 'Enter' && air.length < 8) add();
          else if (event.key === 'Delete' && chosen !== undefined) remove();
          else return;
          event.preventDefault();
        }}
      >
        <LineSheet>{from === null || to === null ? null : <DoubledLine points={[from, to]} hue="air" />}</LineSheet>
      </ToolSurface>
      <div className="pointer-events-none absolute inset-x-2 bottom-2 flex flex-col items-center gap-1">
        {from !== null && chosen === undefined ? <PictureNote>{t('viewport.airFirst')}</PictureNote> : null}
        <section
          aria-label={t('viewport.airBar')}
          className="pointer-events-auto flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-scrim px-2 py-1.5 text-small text-t1"
        >
          <ul aria-label={t('viewport.airList')} className="flex flex-wrap items-center gap-1">
            {air.map((each, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two of one kind differ by nothing else
              <li key={`${at} ${each.kind}`}>
                <button
                  type="button"
                  aria-pressed={index === at}
                  onClick={() => view.set({ selection: { what: 'air', index: at } })}
                  className={`min-h-6 rounded-full border px-2 ${index === at ? 'border-air text-air' : 'border-line2'}`}
                >
                  {t(`viewport.air.${each.kind}`)}
                </button>
              </li>
            ))}
          </ul>
          <span className="flex items-center gap-1">
            <select
              aria-label={t('viewport.airKind')}
              value={kind}
              onChange={(event) => setKind(kinds.find((each) => each === event.target.value) ?? kind)}
              className="min-h-6 rounded-sm border border-line2 bg-casing px-1 text-t1"
            >
              {kinds.map((each) => (
                <option key={each} value={each}>
                  {t(`viewport.air.${each}`)}
                </option>
              ))}
            </select>
            <NoteButton onClick={() => air.length < 8 && add()}>
              <Plus size={12} strokeWidth={2} aria-hidden className="mr-1 inline" />
              {t('viewport.airAdd')}
            </NoteButton>
          </span>
          {chosen === undefined ? (
            <span className="text-t2">{t('viewport.airNone')}</span>
          ) : (
            <>
              <AirNumbers air={chosen} subjectDistanceM={subjectDistanceM} onSet={set} onEnd={store.endGesture} />
              <IconButton
                label={t('viewport.airRemove')}
                keys="Delete"
                className="size-6"
                icon={<Trash2 size={14} strokeWidth={1.8} aria-hidden />}
                onClick={remove}
              />
            </>
          )}
        </section>
      </div>
    </>
  );
}

function AirNumbers({
  air,
  subjectDistanceM,
  onSet,
  onEnd,
}: Readonly<{ air: Air; subjectDistanceM: number; onSet: (change: Partial<Air>, gesture?: string) => void; onEnd: () => void }>) {
  const { t } = useWords();
  const usual = airKinds[air.kind];
  const [right, up, near] = air.windMps ?? usual.windMps;
  const nearM = air.nearM ?? usual.nearRatio * subjectDistanceM;
  const farM = air.farM ?? usual.farRatio * subjectDistanceM;
  const wind = (label: string, value: number, at: (mps: number) => [number, number, number]) => (
    <ScrubField
      label={label}
      value={value}
      unit="count"
      step={0.05}
      min={-50}
      max={50}
      onChange={(mps, gesture) => onSet({ windMps: at(mps) }, gesture)}
      onEnd={onEnd}
    />
  );
  return (
    <>
      <ScrubField
        label={t('viewport.airCount')}
        value={air.count ?? usual.count}
        unit="count"
        step={1}
        min={1}
        max={20000}
        onChange={(count, gesture) => onSet({ count: Math.round(count) }, gesture)}
        onEnd={onEnd}
      />
      <ScrubField
        label={t('viewport.airSize')}
        value={air.sizeM ?? usual.sizeM}
        unit="m"
        step={0.001}
        min={0.001}
        max={10}
        onChange={(sizeM, gesture) => onSet({ sizeM }, gesture)}
        onEnd={onEnd}
      />
      <ScrubField
        label={t('viewport.airNear')}
        value={nearM}
        unit="m"
        step={0.01}
        min={0.01}
        max={farM - 0.01}
        onChange={(value, gesture) => onSet({ nearM: value, farM }, gesture)}
        onEnd={onEnd}
      />
      <ScrubField
        label={t('viewport.airFar')}
        value={farM}
        unit="m"
        step={0.01}
        min={nearM + 0.01}
        max={1000}
        onChange={(value, gesture) => onSet({ nearM, farM: value }, gesture)}
        onEnd={onEnd}
      />
      {wind(t('viewport.windRight'), right, (mps) => [mps, up, near])}
      {wind(t('viewport.windUp'), up, (mps) => [right, mps, near])}
      {wind(t('viewport.windNear'), near, (mps) => [right, up, mps])}
      <ScrubField
        label={t('viewport.airSeed')}
        value={air.seed ?? 1}
        unit="count"
        step={1}
        min={0}
        max={2 ** 31 - 1}
        onChange={(seed, gesture) => onSet({ seed: Math.round(seed) }, gesture)}
        onEnd={onEnd}
      />
    </>
  );
}
