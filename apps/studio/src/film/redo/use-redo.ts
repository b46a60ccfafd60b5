import { PlanChanged, Problem } from '@fantascope/client';
import { useQueries } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { queries, server } from '../../app/server.ts';
import { isEmulatedBy, shootInput, upperOf } from '../../shoot/use-asked.ts';
import { useWords } from '../../words/use-words.ts';
import type { StaleTake } from './redo-choice.ts';

/** What shooting one stale take's shot again would do, by the server: the hash that confirms exactly this, and the most it may cost. `upMicros` null: no price is known. */
export type RedoAsked = Readonly<{
  hash: string | null;
  upMicros: number | null;
  isEmulated: boolean;
  error: Error | null;
  isWaiting: boolean;
}>;

/** What became of one that was sent. `refused`: nothing was sent or paid; `unsure`: no answer came, and asking again with the same key is safe. */
export type RedoSent = Readonly<{ is: 'sending' | 'sent' | 'refused' | 'unsure'; said: string | null }>;

const inputOf = ({ shotId, model, takeId }: StaleTake) => shootInput(shotId, { model, capMicros: null, parentTakeId: takeId });

/** Asks what each would cost on its take's own model. Nothing is done. */
export function useRedoAsked(items: readonly StaleTake[]): ReadonlyMap<string, RedoAsked> {
  const asked = useQueries({
    queries: items.map((item) => ({
      queryKey: ['shoot', 'redo', item.takeId],
      queryFn: ({ signal }: Readonly<{ signal: AbortSignal }>) => server().ask('take.shoot', inputOf(item), { signal }),
      staleTime: 60_000,
      gcTime: 0,
      retry: false,
    })),
  });
  return new Map(
    items.map(({ takeId, isEmulated }, index) => {
      const { data, error, isFetching } = asked[index] ?? {};
      const known = data === undefined ? null : { upMicros: upperOf(data), isEmulated: isEmulatedBy(data), hash: data.hash };
      return [takeId, { ...(known ?? { upMicros: null, isEmulated, hash: null }), error: error ?? null, isWaiting: isFetching === true }];
    }),
  );
}

/** Shoots them: one POST each, with a key of its own that this opening made once, so that no press is paid twice. */
export function useRedo(openingKey: string) {
  const { t } = useWords();
  const [sent, setSent] = useState<ReadonlyMap<string, RedoSent>>(new Map());
  const isBusy = useRef(false);
  const one = async (item: StaleTake, hash: string): Promise<RedoSent> => {
    try {
      await server().call('take.shoot', inputOf(item), { key: `${openingKey}:${item.takeId}`, confirm: hash });
      return { is: 'sent', said: null };
    } catch (error) {
      if (error instanceof PlanChanged) return { is: 'refused', said: t('shoot.planChanged') };
      if (error instanceof Problem && error.status < 500) return { is: 'refused', said: error.message };
      return { is: 'unsure', said: t('shoot.noAnswer') };
    }
  };
  return {
    sent,
    isSending: [...sent.values()].some(({ is }) => is === 'sending'),
    /** True where all of it was sent. A second press while the first is under way does nothing. */
    redo: async (wanted: readonly Readonly<{ item: StaleTake; hash: string }>[]): Promise<boolean> => {
      if (isBusy.current) return false;
      isBusy.current = true;
      let isWhole = true;
      try {
        for (const { item, hash } of wanted) {
          if (sent.get(item.takeId)?.is === 'sent') continue;
          setSent((all) => new Map(all).set(item.takeId, { is: 'sending', said: null }));
          const end = await one(item, hash);
          setSent((all) => new Map(all).set(item.takeId, end));
          isWhole &&= end.is === 'sent';
        }
        return isWhole;
      } finally {
        isBusy.current = false;
        for (const name of ['take', 'ledger', 'film', ...(isWhole ? [] : ['shoot'])]) void queries.invalidateQueries({ queryKey: [name] });
      }
    },
  };
}
