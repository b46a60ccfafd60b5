import { useMutation, useQuery } from '@tanstack/react-query';
import { Copy, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { DecisionForm } from './decision-form.tsx';
import { endedUnknowns, evidenceOf } from './evidence.ts';
import { EvidenceList } from './evidence-list.tsx';
import { providerEntriesQuery, takeEntriesQuery, takeQuery, type Unknown } from './ledger-queries.ts';
import { signedUsd } from './signed-usd.ts';
import { TakeHead } from './take-head.tsx';
import { useNames } from './use-names.ts';

/** One take of unknown outcome: what is known, where to look, and a person's decision. */
export function Reconcile({
  item,
  next,
  onNext,
  onDecided,
}: Readonly<{ item: Unknown; next: string | null; onNext: (takeId: string) => void; onDecided: (said: string) => void }>) {
  const { t } = useWords();
  const names = useNames();
  const take = useQuery(takeQuery(item.takeId));
  const entries = useQuery(takeEntriesQuery(item.takeId));
  const others = useQuery(providerEntriesQuery(item.provider));
  const [said, setSaid] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);
  const again = useMutation({
    mutationFn: () => server().call('ledger.resolve', { takeId: item.takeId, answer: 'ask-again' }, { key: crypto.randomUUID() }),
    onSuccess: async ({ outcome }) => {
      setSaid(t(`ledger.outcome.${outcome}`));
      await Promise.all([queries.invalidateQueries({ queryKey: ['ledger'] }), queries.invalidateQueries({ queryKey: ['take'] })]);
    },
  });
  const ended = endedUnknowns(others.data ?? [], item.takeId);
  return (
    <article className="flex max-w-3xl flex-col gap-6 p-6 max-sm:p-3">
      <TakeHead
        title={t('ledger.wasItCharged')}
        assetId={null}
        shotId={take.data?.take.shotId ?? null}
        line={t('ledger.unknownLine', { model: names.model(item.model), provider: item.provider, amount: signedUsd(item.mostUsdMicros) })}
        isEmulated={item.isEmulated}
      />
      <section className="flex flex-col gap-2">
        <h3 className="text-head font-semibold">{t('ledger.whatWeKnow')}</h3>
        {take.error === null ? null : <Trouble error={take.error} retry={() => void take.refetch()} />}
        {take.data === undefined ? (
          <p className="text-t3">{t('frame.loading')}</p>
        ) : (
          <EvidenceList rows={evidenceOf(take.data, entries.data ?? [])} />
        )}
        {item.reason === null ? null : <p className="text-t2">{item.reason}</p>}
        <details className="text-small text-t2">
          <summary className="w-fit">{t('ledger.asked')}</summary>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            {Object.entries(item.request).map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="font-mono">{name}</dt>
                <dd className="break-words select-text">{String(value)}</dd>
              </div>
            ))}
            {item.requestSha256 === null ? null : (
              <>
                <dt className="font-mono">sha256</dt>
                <dd className="font-mono break-all select-text">{item.requestSha256}</dd>
              </>
            )}
          </dl>
        </details>
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="text-head font-semibold">{t('ledger.checkFirst')}</h3>
        <div className="flex flex-wrap items-center gap-2">
          <Button
            icon={<RefreshCw size={14} aria-hidden />}
            disabled={again.isPending || item.lookUp === 'cannot'}
            onClick={() => again.mutate()}
          >
            {t('ledger.lookAgain')}
          </Button>
          {item.clientKey === null ? null : (
            <Button
              look="quiet"
              icon={<Copy size={14} aria-hidden />}
              onClick={() => void navigator.clipboard.writeText(item.clientKey ?? '').then(() => setCopied(true))}
            >
              <span className="font-mono">{item.clientKey}</span>
              {isCopied ? <span className="text-ok">{t('ledger.copied')}</span> : null}
            </Button>
          )}
        </div>
        <p className="text-small text-t2">{item.lookUp === 'cannot' ? t('ledger.cannotLook') : t('ledger.lookAgainHint')}</p>
        {again.error === null ? null : <Trouble error={again.error} />}
        {said === null ? null : (
          <p role="status" className="flex flex-wrap items-center gap-3">
            {said}
          </p>
        )}
      </section>
      <section className="flex flex-col gap-3">
        <h3 className="flex flex-wrap items-baseline gap-x-3 text-head font-semibold">
          {t('ledger.yourDecision')}
          <span className="text-small font-normal text-t2">
            {ended.taken === 0
              ? t('ledger.noneBefore')
              : t('ledger.endedBefore', { taken: ended.taken, charged: ended.charged, free: ended.free })}
          </span>
        </h3>
        <DecisionForm key={item.takeId} item={item} onDone={onDecided} />
        {next === null ? null : (
          <Button look="quiet" className="self-start" onClick={() => onNext(next)}>
            {t('ledger.next')}
          </Button>
        )}
      </section>
    </article>
  );
}
