import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { typedMicros } from '../parts/usd.ts';
import { ApproveSpend } from '../takes/approve-spend.tsx';
import { useWords } from '../words/use-words.ts';
import { evidenceOf } from './evidence.ts';
import { EvidenceList } from './evidence-list.tsx';
import { takeEntriesQuery, takeQuery } from './ledger-queries.ts';
import { signedUsd } from './signed-usd.ts';
import { TakeHead } from './take-head.tsx';
import { useNames } from './use-names.ts';

/** One take's money from first to last, and a refund where it was settled. */
export function TakeAccount({ takeId }: Readonly<{ takeId: string }>) {
  const { t } = useWords();
  const names = useNames();
  const take = useQuery(takeQuery(takeId));
  const entries = useQuery(takeEntriesQuery(takeId));
  if (take.error !== null && take.data === undefined)
    return (
      <div className="p-6">
        <Trouble error={take.error} retry={() => void take.refetch()} />
      </div>
    );
  if (take.data === undefined) return <p className="p-6 text-t3">{t('frame.loading')}</p>;
  const { model, assetId, shotId, isEmulated, moneyState, settledUsdMicros, reservedUsdMicros, reason, state } = take.data.take;
  return (
    <article className="flex max-w-3xl flex-col gap-6 p-6 max-sm:p-3">
      <TakeHead
        title={names.model(model)}
        line={t(`ledger.money.${moneyState}`, { reserved: signedUsd(reservedUsdMicros), settled: signedUsd(settledUsdMicros) })}
        assetId={assetId}
        shotId={shotId}
        isEmulated={isEmulated}
      />
      {reason === null ? null : <p className="text-t2">{reason}</p>}
      {state === 'waiting' ? <ApproveSpend take={take.data.take} /> : null}
      <section className="flex flex-col gap-2">
        <h3 className="text-head font-semibold">{t('ledger.whatWeKnow')}</h3>
        <EvidenceList rows={evidenceOf(take.data, entries.data ?? [])} />
      </section>
      {moneyState === 'settled' && settledUsdMicros > 0 ? <Refund takeId={takeId} paidMicros={settledUsdMicros} /> : null}
    </article>
  );
}

function Refund({ takeId, paidMicros }: Readonly<{ takeId: string; paidMicros: number }>) {
  const { t } = useWords();
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState('');
  const typed = amount.trim() === '' ? paidMicros : typedMicros(amount);
  const isBad = typed === null || typed > paidMicros || typed === 0;
  const book = useMutation({
    mutationFn: () =>
      server().call('ledger.refund', {
        takeId,
        ...(amount.trim() === '' || typed === null ? {} : { amountUsd: typed / 1e6 }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ['ledger'] }), queries.invalidateQueries({ queryKey: ['take'] })]),
  });
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5">
      <h3 className="text-head font-semibold">{t('ledger.refund')}</h3>
      <p className="text-t2">{t('ledger.refundHint')}</p>
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad) book.mutate();
        }}
      >
        <TextField
          label={t('ledger.amount')}
          value={amount}
          inputMode="decimal"
          placeholder={signedUsd(paidMicros)}
          hint={t('ledger.refundRange', { most: signedUsd(paidMicros) })}
          trouble={isBad ? t('ledger.refundRange', { most: signedUsd(paidMicros) }) : null}
          onChange={({ target }) => setAmount(target.value)}
          className="w-44"
        />
        <TextField
          label={t('ledger.note')}
          value={note}
          maxLength={300}
          onChange={({ target }) => setNote(target.value)}
          className="w-64"
        />
        <Button type="submit" className="mt-5 min-h-8" disabled={isBad || book.isPending}>
          {t('ledger.doRefund', { amount: signedUsd(typed ?? paidMicros) })}
        </Button>
      </form>
      {book.error === null ? null : <Trouble error={book.error} />}
      {book.data === undefined ? null : <p role="status">{t(book.data.isBooked ? 'ledger.refundBooked' : 'ledger.refundNothing')}</p>}
    </section>
  );
}
