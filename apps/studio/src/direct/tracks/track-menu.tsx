import { ContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { isMoves } from '../../shot/shot-edit.ts';
import { chosenOf } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useShot, useView } from '../direct-context.ts';
import { menuRow, menuSheet } from './menu-parts.ts';
import { type Ease, easeOf, eases } from './track-acts.ts';
import type { TrackActs } from './use-track-acts.ts';

/** The menu of the tracks: right click, a long press, or the menu key. For what is selected its ease, numbers and the rest; for the lane keys and pasting. */
export function TrackMenu({ does, onNumbers, children }: Readonly<{ does: TrackActs; onNumbers: () => void; children: ReactNode }>) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className={`${menuSheet} min-w-56`}>
          <Rows does={does} onNumbers={onNumbers} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function Rows({ does, onNumbers }: Readonly<{ does: TrackActs; onNumbers: () => void }>) {
  const { t } = useWords();
  const camera = useShot(({ shot }) => shot.camera);
  const items = useView((view) => JSON.stringify(chosenOf(view)));
  const lane = useView((view) => view.lane);
  const chosen = JSON.parse(items) as ReturnType<typeof chosenOf>;
  const moves = isMoves(camera) ? chosen.flatMap(({ what, index }) => (what === 'move' ? (camera.moves[index] ?? []) : [])) : [];
  const hasKeys = chosen.some(({ what }) => what === 'key');
  const named = new Set(moves.map(({ easing }) => easeOf(easing)));
  const [ease] = named.size === 1 ? named : [null];
  const isCamera = moves.length > 0 || hasKeys;
  return (
    <>
      {moves.length > 0 ? (
        <>
          <ContextMenu.Label className="px-2 py-1 text-small text-t3">{t('tracks.menu.ease')}</ContextMenu.Label>
          <ContextMenu.RadioGroup value={ease ?? ''} onValueChange={(next) => does.ease(next as Ease)}>
            {(Object.keys(eases) as Ease[]).map((name, place) => (
              <ContextMenu.RadioItem key={name} value={name} className={`${menuRow} pl-6 relative`}>
                <ContextMenu.ItemIndicator className="absolute left-2">
                  <span aria-hidden className="block size-1.5 rounded-full bg-now" />
                </ContextMenu.ItemIndicator>
                {t(`tracks.ease.${name}`)}
                <Keys>{String(place + 1)}</Keys>
              </ContextMenu.RadioItem>
            ))}
          </ContextMenu.RadioGroup>
          <Line />
        </>
      ) : null}
      {hasKeys ? (
        <>
          <ContextMenu.Label className="max-w-64 px-2 py-1 text-small text-t3">{t('tracks.noEaseOnPath')}</ContextMenu.Label>
          <Line />
        </>
      ) : null}
      {chosen.length > 0 ? (
        <>
          {isCamera && chosen.length === 1 ? (
            <Row keys="Enter" onSelect={onNumbers}>
              {t('tracks.menu.numbers')}
            </Row>
          ) : null}
          {isCamera ? (
            <Row keys="Ctrl C" onSelect={does.copy}>
              {t('tracks.menu.copy')}
            </Row>
          ) : null}
          {moves.length > 0 ? (
            <>
              <Row keys="X" onSelect={does.split}>
                {t('tracks.menu.split')}
              </Row>
              <Row keys="Shift K" onSelect={does.bake}>
                {t('tracks.menu.bake')}
              </Row>
            </>
          ) : null}
          <Row keys="Delete" onSelect={does.remove}>
            {t('tracks.menu.remove', { count: chosen.length })}
          </Row>
          <Line />
        </>
      ) : null}
      <Row keys="S" onSelect={() => does.setKey(lane)}>
        {t('tracks.menu.setKey', { lane: t(`tracks.lane.${lane}`) })}
      </Row>
      <Row keys="Shift S" onSelect={() => does.setKey('all')}>
        {t('tracks.menu.setAll')}
      </Row>
      <Row keys="Ctrl V" isDisabled={!does.hasCopied()} onSelect={does.paste}>
        {t('tracks.menu.paste')}
      </Row>
      <Row keys="Ctrl A" onSelect={does.all}>
        {t('tracks.menu.all')}
      </Row>
    </>
  );
}

function Row({
  keys,
  isDisabled = false,
  onSelect,
  children,
}: Readonly<{ keys: string; isDisabled?: boolean; onSelect: () => void; children: ReactNode }>) {
  return (
    <ContextMenu.Item className={menuRow} disabled={isDisabled} onSelect={() => onSelect()}>
      {children}
      <Keys>{keys}</Keys>
    </ContextMenu.Item>
  );
}

function Keys({ children }: Readonly<{ children: string }>) {
  return (
    <kbd aria-hidden className="ml-auto pl-4 font-mono text-micro text-t3">
      {children}
    </kbd>
  );
}

function Line() {
  return <ContextMenu.Separator className="my-1 h-px bg-line" />;
}

/** Opens the menu at an element, as the menu key and Shift F10 do everywhere. */
export function openMenuAt(element: Element): void {
  const { left, top, width, height } = element.getBoundingClientRect();
  element.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + width / 2, clientY: top + height / 2 }),
  );
}
