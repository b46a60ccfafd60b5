import { usdText } from '@fantascope/take/money';
import { useState } from 'react';
import type { OpenFilm } from '../../app/queries.ts';
import { useTroubleWords } from '../../parts/trouble.tsx';
import type { ChosenCost } from '../../shoot/budget.ts';
import { MoneyLines, SpendButton, useAgainstCaps, useGoWords } from '../../shoot/money-lines.tsx';
import { mayPress, type PressGuard } from '../../shoot/press-guard.ts';
import { SideDrawer } from '../../shoot/side-drawer.tsx';
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
  const goWords = useGoWords();
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
  const caps = useAgainstCaps(film.projectId, costs);
  const isAsking = picks.some(({ takeId }) => asked.get(takeId)?.isWaiting !== false);
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
    <SideDrawer
      name="redo"
      title={t('film.redoTitle')}
      onClose={onClose}
      foot={
        <>
          <MoneyLines projectId={film.projectId} costs={costs} caps={caps} />
          <SpendButton
            label={label()}
            isDisabled={priced.length === 0 || isAsking || isSending || caps.isShort}
            onPress={() => void press(false)}
          />
        </>
      }
    >
      {listed.open.length === 0 ? <p className="text-t2">{t('film.redoNoneOpen')}</p> : rows(listed.open)}
      {listed.held.length === 0 ? null : (
        <section className="flex flex-col gap-1" data-held>
          <h3 className="font-semibold">{t('film.redoHeld')}</h3>
          <p className="text-small text-t2">{t('film.redoHeldHint')}</p>
          {rows(listed.held)}
        </section>
      )}
    </SideDrawer>
  );

  function label(): string {
    if (isSending) return t('shoot.sending');
    if (isAsking && picks.length > 0) return t('shoot.asking');
    if (priced.length === 0) return t('film.redoChoose');
    const isEmulated = costs.every((cost) => cost.isEmulated);
    return goWords({ count: priced.length, most: caps.most ?? 0, isFree: false, isEmulated });
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
