import type { Preview } from '@fantascope/client';
import { usdText } from '@fantascope/take/money';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ListedTake } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';

/** What the server would set aside, millionths of a dollar; null where it did not say. */
function upperOf({ shown }: Preview): number | null {
  const { askedUsdMicros } = shown as Readonly<{ askedUsdMicros?: unknown }>;
  return typeof askedUsdMicros === 'number' ? askedUsdMicros : null;
}

/** For a take that is over its member's cap: an owner lets it pass for at most what the button says, or declines it for nothing. */
export function ApproveSpend({ take }: Readonly<{ take: Pick<ListedTake, 'id' | 'isEmulated'> }>) {
  const { t } = useWords();
  const said = useTroubleWords();
  const asked = useQuery({
    queryKey: ['take', 'approve-spend', take.id],
    queryFn: ({ signal }) => server().ask('take.approve-spend', { takeId: take.id }, { signal }),
    retry: false,
  });
  const anew = () => Promise.all(['take', 'ledger'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  const approve = useMutation({
    // The key is the take's: pressing twice is asking once.
    mutationFn: (confirm: string) =>
      server().call('take.approve-spend', { takeId: take.id }, { key: `approve:${take.id}:${confirm}`, confirm }),
    onSettled: anew,
  });
  const decline = useMutation({
    mutationFn: () => server().call('take.decline-spend', { takeId: take.id }, { key: `decline:${take.id}` }),
    onSettled: anew,
  });
  const most = asked.data === undefined ? null : upperOf(asked.data);
  const trouble = approve.error ?? decline.error ?? asked.error;
  const isBusy = approve.isPending || decline.isPending;
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
      {asked.data === undefined || most === null ? null : (
        <>
          <Button disabled={isBusy} onClick={() => approve.mutate(asked.data.hash)}>
            {t(take.isEmulated ? 'takes.approveSpendEmulated' : 'takes.approveSpend', { usd: usdText(most) })}
          </Button>
          <Button look="quiet" disabled={isBusy} onClick={() => decline.mutate()}>
            {t('takes.declineSpend')}
          </Button>
        </>
      )}
      {trouble === null ? null : (
        <p role="alert" className="w-full text-small text-warn">
          {said(trouble)}
        </p>
      )}
    </div>
  );
}
