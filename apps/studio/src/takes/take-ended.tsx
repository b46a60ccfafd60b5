import { Link } from '@tanstack/react-router';
import type { ListedTake } from '../app/queries.ts';
import { useDirect } from '../direct/direct-context.ts';
import { Button } from '../parts/button.tsx';
import { useDrawer } from '../shoot/use-drawer.ts';
import { useWords } from '../words/use-words.ts';
import { reasonOf, type TakeEnd } from './take-state.ts';
import { useMoneyWords } from './use-money-words.ts';

/** A take that has ended without a picture, in the picture's place: what happened, what it cost, and the way on. */
export function TakeEnded({ take, end }: Readonly<{ take: ListedTake; end: TakeEnd }>) {
  const { t } = useWords();
  const { film } = useDirect();
  const drawer = useDrawer();
  const money = useMoneyWords(take);
  const { said } = reasonOf(take.reason);
  return (
    <div
      data-end={end}
      className={`absolute inset-0 flex items-center justify-center overflow-y-auto p-4 text-center ${end === 'unknown' ? 'hatched' : 'bg-casing'}`}
    >
      <div className="m-auto flex max-w-md flex-col items-center gap-2 rounded-md bg-scrim px-4 py-3 text-t1">
        <p className="text-say font-semibold">{t(`takes.state.${end}`)}</p>
        <p>{t(`takes.end.${end}`, { money })}</p>
        {said === null ? null : <p className="text-small break-words text-t2 select-text">{t('takes.reason', { said })}</p>}
        {end === 'unknown' ? (
          <Link to="/ledger" search={{ project: film.projectId, take: take.id }} className="inline-flex min-h-7 items-center underline">
            {t('takes.end.toLedger')}
          </Link>
        ) : (
          <Button onClick={() => drawer.open('pointer', { parentTakeId: take.id, model: take.model })}>{t('takes.again')}</Button>
        )}
      </div>
    </div>
  );
}
