import { Popover } from 'radix-ui';
import { useRef } from 'react';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { isMoves } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useShot } from '../direct-context.ts';
import { moveFace } from '../say/move-face.ts';
import { MoveNumbers } from '../say/move-numbers.tsx';
import { carried, type Item } from './carry.ts';
import { type EaseHandle, handlesOf, type MoveEnd } from './ease-handles.ts';
import { type Ease, easeOf, eases, setEase } from './track-acts.ts';
import { useMoveEase } from './use-move-ease.ts';

/** The numbers of a clip or a key beside it: all that a drag on the tracks does, typed. */
export function ItemNumbers({ item, at, onClose }: Readonly<{ item: Item; at: HTMLElement; onClose: () => void }>) {
  const { t } = useWords();
  const { store } = useDirect();
  const camera = useShot(({ shot }) => shot.camera);
  const anchor = useRef(at);
  anchor.current = at;
  const move = isMoves(camera) && item.what === 'move' ? camera.moves[item.index] : undefined;
  const key = !isMoves(camera) && item.what === 'key' ? camera.keyframes[item.index] : undefined;
  if (move === undefined && key === undefined) return null;
  const label = move === undefined ? t('tracks.keyNumbers', { number: item.index + 1 }) : t(moveFace(move).name);
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          side="top"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="z-50 flex w-64 flex-col gap-2 rounded-lg border border-line2 bg-s2 p-3"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current.focus();
          }}
        >
          <h3 className="text-base font-medium text-t1">{label}</h3>
          {move === undefined ? null : (
            <>
              <MoveNumbers move={move} index={item.index} lengthSec={camera.lengthSec} />
              {move.kind === 'shake' ? null : (
                <>
                  <Segmented
                    label={t('tracks.menu.ease')}
                    value={easeOf(move.easing) ?? ''}
                    choices={(Object.keys(eases) as Ease[]).map((value) => ({ value, text: t(`tracks.ease.${value}`) }))}
                    onChange={(next) => next !== '' && setEase(store, item, next)}
                  />
                  <EaseNumbers index={item.index} />
                </>
              )}
            </>
          )}
          {key === undefined ? null : <KeyTime item={item} tSec={key.tSec} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function KeyTime({ item, tSec }: Readonly<{ item: Item; tSec: number }>) {
  const { t } = useWords();
  const { store, film } = useDirect();
  const lengthSec = useShot(({ shot }) => shot.camera.lengthSec);
  return (
    <ScrubField
      label={t('tracks.keyTime')}
      value={tSec}
      unit="s"
      step={0.01}
      min={0}
      max={lengthSec}
      fps={film.document.fps}
      onChange={(value, gesture) => {
        const done = carried(store.state().shot.camera, [item], { waySec: value - tSec });
        if (done !== null) store.edit(done.edit, gesture);
      }}
      onEnd={store.endGesture}
      onCancel={store.cancelGesture}
    />
  );
}

/** Both handles of the speed curve as numbers: speed at the start and the end, and how far each reaches. */
function EaseNumbers({ index }: Readonly<{ index: number }>) {
  const { t } = useWords();
  const { store } = useDirect();
  const ease = useMoveEase(index);
  if (ease === null) return null;
  const both = handlesOf(ease.move.easing);
  const field = (end: MoveEnd, part: keyof EaseHandle) => (
    <ScrubField
      key={`${end} ${part}`}
      label={t(`tracks.${end}.${part}`)}
      value={both[end][part]}
      unit="ratio"
      step={0.01}
      min={part === 'influenceRatio' ? 0.02 : 0}
      max={part === 'influenceRatio' ? 1 : 1 / both[end].influenceRatio}
      onChange={(value, gesture) => ease.put(end, { ...both[end], [part]: value }, { gesture, isBroken: false })}
      onEnd={store.endGesture}
      onCancel={store.cancelGesture}
    />
  );
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-2">
      {(['start', 'end'] as const).flatMap((end) => [field(end, 'speedRatio'), field(end, 'influenceRatio')])}
      <p className="text-small text-t3">{t('tracks.easeNote')}</p>
    </div>
  );
}
