import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Equal, Plus } from 'lucide-react';
import { meQuery } from '../app/queries.ts';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { type EquationFault, equationOf } from './equation.ts';
import { auditQuery, type Kind, reportQuery } from './ledger-queries.ts';
import { signedUsd } from './signed-usd.ts';
import { useNames } from './use-names.ts';

/** Set aside = settled + given back + under way + unknown, and whether it closes. */
export function EquationBar({
  kind,
  projectId,
  onUnknown,
}: Readonly<{ kind: Kind; projectId: string | undefined; onUnknown: () => void }>) {
  const { t } = useWords();
  const me = useQuery(meQuery);
  const report = useQuery(reportQuery('project', kind, projectId === undefined ? {} : { projectId }));
  const audit = useQuery({ ...auditQuery, enabled: me.data?.isServerOwner === true });
  if (report.error !== null && report.data === undefined) {
    return (
      <div className="p-3">
        <Trouble error={report.error} retry={() => void report.refetch()} />
      </div>
    );
  }
  const isKnown = report.data !== undefined;
  const sums = equationOf(report.data ?? [], audit.data ?? []);
  const isRight = sums.faults.length === 0;
  return (
    <section aria-label={t('ledger.equation')} className={`border-b px-5 py-2.5 max-sm:px-3 ${isRight ? 'border-line' : 'border-bad'}`}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:gap-x-3">
        <Sum word={t('ledger.reserved')} micros={isKnown ? sums.reservedMicros : null} colour="text-t2" />
        <Equal size={14} className="text-t3" aria-label={t('ledger.is')} />
        <Sum word={t('ledger.settled')} micros={isKnown ? sums.settledMicros : null} colour="text-ok" />
        <Plus size={14} className="text-t3" aria-label={t('ledger.and')} />
        <Sum word={t('ledger.released')} micros={isKnown ? sums.releasedMicros : null} colour="text-t2" />
        <Plus size={14} className="text-t3" aria-label={t('ledger.and')} />
        <Sum word={t('ledger.open')} micros={isKnown ? sums.openMicros : null} colour="text-cam" />
        <Plus size={14} className="text-t3" aria-label={t('ledger.and')} />
        <button
          type="button"
          onClick={onUnknown}
          className={`flex items-stretch gap-2.5 overflow-hidden rounded-md border pr-3 text-left ${sums.unknownMicros === 0 ? 'border-line2' : 'border-warn'}`}
        >
          <span aria-hidden className={`w-2.5 ${sums.unknownMicros === 0 ? '' : 'hatched'}`} />
          <span className="py-1">
            <Sum word={t('ledger.unknown')} micros={isKnown ? sums.unknownMicros : null} colour="text-warn" />
          </span>
        </button>
        <p
          role="status"
          className={`ml-auto flex items-center gap-2 max-sm:ml-0 ${isKnown ? (isRight ? 'text-ok' : 'text-bad') : 'text-t2'}`}
        >
          {isKnown ? isRight ? <Equal size={14} aria-hidden /> : <CircleAlert size={16} aria-hidden /> : null}
          {isKnown
            ? t(isRight ? 'ledger.closes' : 'ledger.doesNotClose', { difference: signedUsd(sums.differenceMicros) })
            : t('frame.loading')}
        </p>
      </div>
      {isRight ? null : (
        <ul className="mt-2 flex flex-col gap-1 text-bad">
          {sums.faults.map((fault) => (
            <li key={JSON.stringify(fault)}>
              <FaultLine fault={fault} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Sum({ word, micros, colour }: Readonly<{ word: string; micros: number | null; colour: string }>) {
  return (
    <span className="flex flex-col">
      <span className={`text-small ${colour}`}>{word}</span>
      <span className="text-figure font-medium whitespace-nowrap text-t1 max-sm:text-drawer">
        {micros === null ? '–' : signedUsd(micros)}
      </span>
    </span>
  );
}

function FaultLine({ fault }: Readonly<{ fault: EquationFault }>) {
  const { t } = useWords();
  const names = useNames();
  const difference = signedUsd(fault.differenceMicros);
  return fault.what === 'rows'
    ? t('ledger.faultRows', { project: names.project(fault.projectId), difference })
    : t('ledger.faultCounter', { scope: t(`ledger.scope.${fault.scope}`), key: names.capKey(fault), difference });
}
