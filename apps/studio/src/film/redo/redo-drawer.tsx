import { usdText } from '@fantascope/take/money';
import { useQuery } from '@tanstack/react-query';
import { Clapperboard, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { OpenFilm } from '../../app/queries.ts';
import { server } from '../../app/server.ts';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { useTroubleWords } from '../../parts/trouble.tsx';
import { type ChosenCost, emulatedMicros, mostMicros, shortOf } from '../../shoot/budget.ts';
import { mayPress, type PressGuard } from '../../shoot/press-guard.ts';
import { useWords } from '../../words/use-words.ts';
import type { StaleTake } from './redo-choice.ts';
import { type RedoAsked, type RedoSent, useRedo, useRedoAsked } from './use-redo.ts';

/** One opening of the drawer: its key makes every take of it once. */
export type RedoOpening = Readonly<{ key: string; guard: () => PressGuard }>;

/** Shoots stale takes' shots again, each on its own model: what each and all of it costs at most, and one button. Approved and locked ones stand apart; only a person chooses them. */
export function RedoDrawer({
  film,
  open,
  held,
  isLockedShot,
  opening,
  onClose,
}: Readonly<{
  film: OpenFilm;
  open: readonly StaleTake[];
  held: readonly StaleTake[];
  isLockedShot: (shotId: string) => boolean;
  opening: RedoOpening;
  onClose: () => void;
}>) {
  const { t } = useWords();
  const saidOf = useTroubleWords();
  // As it was when it was opened: what is shot meanwhile does not drop out from under the hand.
  const [listed] = useState({ open, held });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(open.map(({ takeId }) => takeId)));
  const { sent, isSending, redo } = useRedo(opening.key);
  const all = [...listed.open, ...listed.held];
  const asked = useRedoAsked(all.filter(({ takeId }) => chosen.has(takeId)));
  const picks = all.filter(({ takeId }) => chosen.has(takeId) && sent.get(takeId)?.is !== 'sent' && asked.get(takeId)?.error == null);
  const priced = picks.filter(({ takeId }) => asked.get(takeId)?.upMicros != null);
  const costs = priced.map(({ takeId, model }): ChosenCost => {
    const { upMicros = null, isEmulated = false } = asked.get(takeId) ?? {};
    return { model, isEmulated, upMicros, takes: 1 };
  });
  const caps = useQuery({
    queryKey: ['ledger', 'caps', film.projectId],
    queryFn: async () => (await server().call('ledger.caps', { projectId: film.projectId })).caps,
  });
  const most = mostMicros(costs) ?? 0;
  const short = shortOf(caps.data ?? [], costs);
  const isAsking = picks.some(({ takeId }) => asked.get(takeId)?.isWaiting !== false);
  // Over a member's own cap the take waits for an owner, which the server arranges.
  const isShort = short !== null && short.cap.scope !== 'member';
  const press = async (isRepeat: boolean) => {
    if (!mayPress(opening.guard(), { nowMs: performance.now(), isRepeat })) return;
    const wanted = priced.flatMap((item) => {
      const hash = asked.get(item.takeId)?.hash ?? null;
      return hash === null ? [] : [{ item, hash }];
    });
    if (wanted.length === priced.length && (await redo(wanted))) onClose();
  };
  const toggle = (takeId: string) =>
    setChosen((now) => (now.has(takeId) ? new Set([...now].filter((each) => each !== takeId)) : new Set(now).add(takeId)));
  const rows = (items: readonly StaleTake[]) => (
    <ul className="flex flex-col">
      {items.map((item) => (
        <Row
          key={item.takeId}
          {...{ item, film, asked: asked.get(item.takeId), sent: sent.get(item.takeId), isChosen: chosen.has(item.takeId) }}
          isLocked={item.isLocked || isLockedShot(item.shotId)}
          said={saidOf}
          onToggle={() => toggle(item.takeId)}
        />
      ))}
    </ul>
  );
  return (
    <Dialog.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          data-drawer="redo"
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement | null)?.focus();
          }}
          className="fixed top-11 right-0 bottom-0 z-30 flex w-[min(560px,100vw)] flex-col gap-3 border-l border-line2 bg-s1 p-5 shadow-2xl outline-none short:p-3"
        >
          <div className="flex items-start justify-between gap-2">
            <Dialog.Title className="text-drawer font-semibold">{t('film.redoTitle')}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t('parts.close')} keys="Esc" icon={<X size={16} aria-hidden />} />
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto">
            {listed.open.length === 0 ? <p className="text-t2">{t('film.redoNoneOpen')}</p> : rows(listed.open)}
            {listed.held.length === 0 ? null : (
              <section className="flex flex-col gap-1" data-held>
                <h3 className="font-semibold">{t('film.redoHeld')}</h3>
                <p className="text-small text-t2">{t('film.redoHeldHint')}</p>
                {rows(listed.held)}
              </section>
            )}
          </div>
          <section className="flex flex-col gap-2 border-t border-line pt-3">
            <p className="flex justify-between gap-2">
              <span className="text-t2">{t('shoot.reserve')}</span>
              <span className="font-semibold" data-most>
                {usdText(most)}
              </span>
            </p>
            {emulatedMicros(costs) === 0 ? null : (
              <p className="text-small text-warn">{t('shoot.emulatedWould', { usd: usdText(emulatedMicros(costs)) })}</p>
            )}
            {short === null ? null : (
              <p role="status" className="text-small text-warn">
                {t(`shoot.capShort.${short.cap.scope}`, { usd: usdText(short.shortMicros) })}
              </p>
            )}
            <Button
              look="lamp"
              size="large"
              data-shoot
              className="w-full"
              icon={<Clapperboard size={18} strokeWidth={1.6} aria-hidden />}
              disabled={priced.length === 0 || isAsking || isSending || isShort}
              onKeyDown={(event) => {
                // Enter held down clicks again and again.
                if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
              }}
              onClick={() => void press(false)}
            >
              {label()}
            </Button>
            <p className="text-center text-small text-t2">{t('shoot.once')}</p>
          </section>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );

  function label(): string {
    if (isSending) return t('shoot.sending');
    if (isAsking && picks.length > 0) return t('shoot.asking');
    if (priced.length === 0) return t('film.redoChoose');
    const isEmulated = costs.every((cost) => cost.isEmulated);
    if (isEmulated) return t(priced.length === 1 ? 'shoot.goEmulated_one' : 'shoot.goEmulated_other', { count: priced.length });
    return t(priced.length === 1 ? 'shoot.go_one' : 'shoot.go_other', { count: priced.length, usd: usdText(most) });
  }
}

function Row({
  item,
  film,
  asked,
  sent,
  isChosen,
  isLocked,
  said,
  onToggle,
}: Readonly<{
  item: StaleTake;
  film: OpenFilm;
  asked: RedoAsked | undefined;
  sent: RedoSent | undefined;
  isChosen: boolean;
  isLocked: boolean;
  said: (error: unknown) => string;
  onToggle: () => void;
}>) {
  const { t } = useWords();
  const name = t('film.staleTake', { number: item.index + 1, name: film.document.shots[item.index]?.name ?? '', model: item.model });
  return (
    <li data-redo={item.takeId} className="border-t border-line py-2">
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          checked={isChosen && !isLocked}
          disabled={isLocked || sent?.is === 'sent' || sent?.is === 'sending'}
          onChange={onToggle}
          className="mt-1 accent-now"
        />
        <span className="min-w-0 flex-1 wrap-anywhere">
          {name}
          {isLocked ? <span className="ml-2 text-small text-t2">{t('film.staleLocked')}</span> : null}
          {item.isApproved ? <span className="ml-2 text-small text-t2">{t('film.staleApproved')}</span> : null}
        </span>
        <span className="font-mono whitespace-nowrap">{price()}</span>
      </label>
      {asked?.error == null && sent?.said == null ? null : (
        <p role="alert" className="pl-6 text-small text-bad">
          {sent?.said ?? (asked?.error == null ? '' : said(asked.error))}
        </p>
      )}
      {isChosen && asked?.isWaiting === false && asked.error === null && asked.upMicros === null ? (
        <p className="pl-6 text-small text-warn">{t('film.redoUnpriced')}</p>
      ) : null}
      {sent?.is === 'sent' ? (
        <p role="status" className="pl-6 text-small text-ok">
          {t('film.redoSent')}
        </p>
      ) : null}
    </li>
  );

  function price(): string {
    if (asked?.upMicros != null) return usdText(asked.upMicros);
    return item.redo === null ? '–' : usdText(Math.round(item.redo.highUsd * 1e6));
  }
}
