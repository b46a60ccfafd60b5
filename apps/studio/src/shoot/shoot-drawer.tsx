import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useDirect, useShot } from '../direct/direct-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import { typedMicros } from '../parts/usd.ts';
import { isMoves } from '../shot/shot-edit.ts';
import { useWords } from '../words/use-words.ts';
import { columnsOf } from './carriers.ts';
import { EmulatorOffer } from './emulator-offer.tsx';
import { mayPress } from './press-guard.ts';
import { ShootLosses } from './shoot-losses.tsx';
import { ShootOrder } from './shoot-order.tsx';
import { rowsOf, type ShootRow, type Sort, sorted, sorts } from './shoot-rows.ts';
import { ShootTable } from './shoot-table.tsx';
import { useAsked } from './use-asked.ts';
import { openingNow, useDrawer } from './use-drawer.ts';
import { useModels } from './use-models.ts';
import { usePlans } from './use-plans.ts';
import { useShoot } from './use-shoot.ts';

/** "Shoot on …": every model in a row, what it would keep, lose and charge; one or several chosen; one button. Open while the address says so. */
export function ShootDrawer() {
  const drawer = useDrawer();
  return (
    <Dialog.Root open={drawer.isOpen} modal={false} onOpenChange={(open) => !open && drawer.close()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          data-drawer="shoot"
          // The picture beside it can be scrubbed meanwhile.
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement | null)?.focus();
          }}
          className="fixed top-11 right-0 bottom-0 z-30 flex w-[min(912px,100vw)] flex-col gap-2 border-l border-line2 bg-s1 pt-4 shadow-2xl outline-none short:pt-2"
        >
          <Body />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Spec() {
  const { t } = useWords();
  const { film } = useDirect();
  const camera = useShot((state) => state.shot.camera);
  const { widthPx, heightPx } = film.document;
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  const whole = divisor(widthPx, heightPx);
  const instructions = isMoves(camera) ? camera.moves.length : camera.keyframes.length;
  return (
    <p className="text-t2">
      {t(instructions === 1 ? 'shoot.spec_one' : 'shoot.spec_other', {
        length: camera.lengthSec.toFixed(1),
        ratio: `${widthPx / whole}:${heightPx / whole}`,
        instructions,
      })}
    </p>
  );
}

function Body() {
  const { t } = useWords();
  const saidOf = useTroubleWords();
  const drawer = useDrawer();
  const [opening] = useState(openingNow);
  const plans = usePlans();
  const models = useModels({ isWatching: true });
  const [sort, setSort] = useState<Sort>('keeps');
  const [takes, setTakes] = useState(1);
  const [capText, setCapText] = useState('');
  const [picked, setPicked] = useState<readonly string[] | null>(opening.again === null ? null : [opening.again.model]);
  const [looked, setLooked] = useState<string | null>(opening.again?.model ?? null);
  const { shoot, slots, isSending } = useShoot(opening.key);
  const lines = plans.lines ?? [];
  const rows = sorted(rowsOf(lines, { factsOf: models.factsOf, nowMs: Date.now() }), sort);
  const columns = useMemo(() => columnsOf(plans.lines ?? []), [plans.lines]);
  const stage = rows.find(({ isStage }) => isStage);
  const wanted = picked ?? (stage === undefined ? [] : [stage.model]);
  // What cannot be asked any more (its key is gone, the shot has changed) is not chosen either.
  const picks = rows.filter(({ model, access }) => wanted.includes(model) && access === 'ready');
  const focused = rows.find(({ model }) => model === (looked ?? wanted[0])) ?? rows[0];
  const parentTakeId = opening.again?.parentTakeId ?? null;
  const asks = picks.map(({ model, price }) => ({ model, parentTakeId, capMicros: price === null ? typedMicros(capText) : null }));
  const asked = useAsked(asks, plans.stamp);
  // What the button says is what its hash says: the list of models may have been read before somebody stopped the emulators.
  const chosen = picks.map((row, index) => ({ ...row, isEmulated: asked[index]?.isEmulated ?? row.isEmulated }));
  const press = async (isRepeat: boolean) => {
    if (!mayPress(opening.guard(), { nowMs: performance.now(), isRepeat })) return;
    const all = asks.flatMap((ask, index) => {
      const hash = asked[index]?.hash ?? null;
      return hash === null ? [] : [{ ...ask, hash, takes }];
    });
    if (all.length !== asks.length || all.length === 0) return;
    if (await shoot(all)) drawer.close();
  };
  const button = () => document.querySelector<HTMLButtonElement>('[data-drawer="shoot"] [data-shoot]');
  useShootKey((isRepeat) => {
    if (button()?.disabled === false) void press(isRepeat);
  });
  const choose = (model: string, isAdded: boolean) => {
    setLooked(model);
    const row = rows.find((each) => each.model === model);
    if (row?.access !== 'ready') return;
    setPicked(isAdded ? (wanted.includes(model) ? wanted.filter((each) => each !== model) : [...wanted, model]) : [model]);
  };
  return (
    <>
      {/* Of a short window the order at the foot keeps its place, and what stands over it is scrolled. */}
      <div className="flex min-h-0 flex-1 flex-col gap-2 short:overflow-y-auto">
        <div className="flex shrink-0 flex-wrap items-start gap-x-3 gap-y-2 px-5">
          <div className="min-w-0 flex-1 max-sm:basis-2/3">
            <Dialog.Title className="text-drawer font-semibold whitespace-nowrap">{t('shoot.title')}</Dialog.Title>
            <Spec />
            {parentTakeId === null ? null : <p className="text-small text-t2">{t('shoot.parent')}</p>}
          </div>
          <span className="flex items-center gap-2 max-sm:order-last max-sm:w-full">
            <span className="text-small text-t2">{t('shoot.sort')}</span>
            <Segmented
              label={t('shoot.sort')}
              value={sort}
              choices={sorts.map((value) => ({ value, text: t(`shoot.sort.${value}`) }))}
              onChange={setSort}
            />
          </span>
          <Dialog.Close asChild>
            <IconButton label={t('parts.close')} keys="Esc" icon={<X size={16} aria-hidden />} />
          </Dialog.Close>
        </div>
        <EmulatorOffer hasNoProvider={models.hasNoProvider} className="mx-5" />
        {plans.isUnsaved ? (
          <p role="status" className="mx-5 text-warn">
            {t('shoot.unsaved')}
          </p>
        ) : null}
        {plans.error === null ? null : (
          <p role="alert" className="mx-5 text-bad">
            {saidOf(plans.error)}
          </p>
        )}
        {plans.lines === null ? (
          <Skeleton />
        ) : (
          <ShootTable
            rows={rows}
            columns={columns}
            focused={focused?.model ?? null}
            chosen={chosen.map(({ model }) => model)}
            onFocus={setLooked}
            onChoose={(model) => choose(model, false)}
            onToggle={(model) => choose(model, true)}
          />
        )}
      </div>
      <div className="flex min-h-[224px] shrink-0 gap-6 border-t border-line px-5 py-4 short:min-h-0 short:py-2 max-sm:flex-col max-sm:gap-3">
        {/* As high as the order beside it: what does not fit is scrolled to. */}
        <div className="relative min-w-0 flex-1 max-sm:h-24 max-sm:flex-none">
          {focused === undefined ? null : <ShootLosses row={focused satisfies ShootRow} />}
        </div>
        <ShootOrder
          chosen={chosen}
          asked={asked}
          takes={takes}
          onTakes={setTakes}
          capText={capText}
          onCapText={setCapText}
          slots={slots}
          isBlocked={plans.isUnsaved || plans.lines === null}
          isSending={isSending}
          onPress={(isRepeat) => void press(isRepeat)}
        />
      </div>
    </>
  );
}

/** Ctrl+Enter in the drawer presses its button; heard before the page's own keys. */
function useShootKey(onPress: (isRepeat: boolean) => void): void {
  const newest = useRef(onPress);
  newest.current = onPress;
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      newest.current(event.repeat);
    };
    addEventListener('keydown', down, { capture: true });
    return () => removeEventListener('keydown', down, { capture: true });
  }, []);
}

function Skeleton() {
  return (
    <div aria-hidden className="flex min-h-0 flex-1 flex-col gap-2 px-5 pt-8">
      {[0, 1, 2, 3, 4, 5, 6, 7].map((each) => (
        <span key={each} className="h-11 shrink-0 rounded-md bg-s2" />
      ))}
    </div>
  );
}
