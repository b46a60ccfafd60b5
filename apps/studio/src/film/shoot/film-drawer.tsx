import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { OpenFilm } from '../../app/queries.ts';
import { SelectField } from '../../parts/select-field.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { typedMicros } from '../../parts/usd.ts';
import { EmulatorOffer } from '../../shoot/emulator-offer.tsx';
import { CapField, MoneyLines, SpendButton, useAgainstCaps, useGoWords } from '../../shoot/money-lines.tsx';
import { mayPress } from '../../shoot/press-guard.ts';
import { SideDrawer } from '../../shoot/side-drawer.tsx';
import { openingNow } from '../../shoot/use-drawer.ts';
import { factsOf, modelsQuery, useModels } from '../../shoot/use-models.ts';
import { useWords } from '../../words/use-words.ts';
import { projectTakesQuery } from '../film-queries.ts';
import { DueList, UnderWayList } from './due-list.tsx';
import { openTake, orderCosts, readyModels, sortedShots, takesStamp, upperMicros, usualModel } from './film-order.ts';
import { type FilmSent, useFilmAsked, useFilmShoot } from './use-film-shoot.ts';
import { WrittenShots } from './written-shots.tsx';

/** Shoots a whole film on one model: what is due with its price and what it loses, what is left alone and why, and one button that says the most it may cost. */
export function FilmDrawer({
  film,
  onModel,
  onClose,
}: Readonly<{
  film: OpenFilm;
  onModel: (model: string) => void;
  onClose: () => void;
}>) {
  const { t, language } = useWords();
  const goWords = useGoWords();
  const [opening] = useState(openingNow);
  const [capText, setCapText] = useState('');
  const search = useSearch({ from: '/film/$filmId' });
  const listed = useQuery(modelsQuery).data;
  const { hasNoProvider } = useModels({ isWatching: true });
  const { shots } = film.document;
  const ready = readyModels(listed ?? []);
  const takes = useQuery(projectTakesQuery(film.projectId)).data;
  const byShot = useMemo(() => Map.groupBy(takes ?? [], ({ shotId }) => shotId ?? ''), [takes]);
  const filmTakes = shots.flatMap(({ id }) => byShot.get(id ?? '') ?? []);
  const usual = takes === undefined || search.model !== undefined ? null : usualModel(listed ?? [], filmTakes);
  // Takes that are made meanwhile do not change what is chosen under the hand.
  useEffect(() => {
    if (usual !== null) onModel(usual);
  }, [usual, onModel]);
  const wanted = search.model ?? usual;
  // What cannot be asked any more is not chosen either.
  const chosen = ready.find(({ id }) => id === wanted) ?? null;
  const written = shots.filter(({ id }) => id === undefined).length;
  const stamp = useMemo(() => JSON.stringify(shots), [shots]) + takesStamp(filmTakes);
  const capMicros = typedMicros(capText);
  const { sent, shoot } = useFilmShoot(opening.key);
  const isSending = sent?.is === 'sending';
  // The cap is asked about only where it decides, so that typing asks nothing.
  const [isUnpriced, setUnpriced] = useState(false);
  const asked = useFilmAsked({ filmId: film.id, model: chosen?.id ?? null, capMicros: isUnpriced ? capMicros : null }, stamp);
  const { due, underWay, refused, left } = sortedShots(asked.data?.items ?? []);
  const hasNoPrice = due.some((each) => upperMicros(each) === null);
  if (asked.data !== undefined && hasNoPrice !== isUnpriced) setUnpriced(hasNoPrice);
  const isEmulated = asked.data?.isEmulated ?? false;
  const costs = orderCosts(due, { model: chosen?.id ?? '', isEmulated, capMicros });
  const caps = useAgainstCaps(film.projectId, due.length === 0 ? [] : costs);
  const isAsking = asked.isFetching || asked.isPlaceholderData;
  const isCapBad = hasNoPrice && capMicros === null;
  const more = (listed ?? []).filter((each) => factsOf(each) !== null).length - ready.length;
  const press = (isRepeat: boolean) => {
    if (!mayPress(opening.guard(), { nowMs: performance.now(), isRepeat })) return;
    if (chosen === null || asked.data === undefined) return;
    void shoot({ filmId: film.id, model: chosen.id, capMicros: hasNoPrice ? capMicros : null }, asked.data.hash);
  };
  const nameOf = ({ name, provider, keyState }: (typeof ready)[number]) =>
    [name[language], provider[language], keyState === 'emulated' ? t('shoot.emulated') : ''].filter((each) => each !== '').join(' · ');
  return (
    <SideDrawer
      name="shoot-film"
      title={t('film.shootTitle')}
      onClose={onClose}
      foot={
        <>
          {hasNoPrice ? (
            <CapField label={t('film.shootCap')} value={capText} isBad={isCapBad} isDisabled={isSending} onChange={setCapText} />
          ) : null}
          {due.length === 0 ? null : <MoneyLines projectId={film.projectId} costs={costs} caps={caps} />}
          <Said sent={sent} />
          <SpendButton
            label={label()}
            isDisabled={due.length === 0 || isAsking || isSending || isCapBad || caps.isShort || asked.error !== null}
            onPress={() => press(false)}
          />
        </>
      }
    >
      <p className="text-t2">{t('film.shootHint')}</p>
      <SelectField
        label={t('shoot.model')}
        value={chosen?.id ?? ''}
        // Until an answer has come, another press has to be the very same call.
        isDisabled={isSending || sent?.is === 'unsure'}
        choices={[
          ...(chosen === null ? [{ value: '', text: t('shoot.choose') }] : []),
          ...ready.map((each) => ({ value: each.id, text: nameOf(each) })),
        ]}
        onChange={(model) => model !== '' && onModel(model)}
      />
      {more === 0 ? null : (
        <p className="text-small text-t2">
          {t(more === 1 ? 'film.shootMore_one' : 'film.shootMore_other', { count: more })}{' '}
          <Link to="/lab" className="underline">
            {t('film.shootKeys')}
          </Link>
        </p>
      )}
      <EmulatorOffer hasNoProvider={hasNoProvider} />
      <WrittenShots film={film} count={written} />
      {asked.error === null ? null : <Trouble error={asked.error} retry={() => void asked.refetch()} />}
      {asked.data === undefined && asked.isFetching ? <Skeleton /> : null}
      {asked.data === undefined || due.length > 0 ? null : (
        <p className="text-t2">{t(asked.data.items.length === 0 ? 'film.shootEmpty' : 'film.shootNone')}</p>
      )}
      <UnderWayList items={underWay} projectId={film.projectId} takeOf={(shotId) => openTake(byShot.get(shotId) ?? [])} />
      <DueList title="film.shootDue" items={due} filmId={film.id} problems={sent?.problems} />
      <DueList title="film.shootRefused" items={refused} filmId={film.id} />
      <DueList title="film.shootLeft" items={left} filmId={film.id} />
    </SideDrawer>
  );

  function label(): string {
    if (isSending) return t('shoot.sending');
    if (chosen === null) return t('shoot.choose');
    if (asked.data === undefined) return t(asked.error === null ? 'shoot.asking' : 'film.shootUnasked');
    if (due.length === 0) return t('film.shootNothing');
    if (isCapBad) return t('shoot.needsCap');
    if (isAsking) return t('shoot.asking');
    return goWords({ count: due.length, most: caps.most ?? 0, isFree: factsOf(chosen)?.isStage === true, isEmulated });
  }
}

/** What came of the last press. */
function Said({ sent }: Readonly<{ sent: FilmSent | null }>) {
  const { t } = useWords();
  if (sent === null || sent.is === 'sending') return null;
  if (sent.said !== null)
    return (
      <p role="alert" className="text-small text-bad">
        {sent.said}
      </p>
    );
  return (
    <p role="status" className="text-small text-ok" data-sent={sent.takes}>
      {t(sent.takes === 1 ? 'film.shootEntered_one' : 'film.shootEntered_other', { count: sent.takes })}
    </p>
  );
}

function Skeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-2">
      {[0, 1, 2, 3].map((each) => (
        <span key={each} className="h-12 shrink-0 rounded-md bg-s2" />
      ))}
    </div>
  );
}
