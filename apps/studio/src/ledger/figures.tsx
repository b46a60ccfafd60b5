import { useQuery } from '@tanstack/react-query';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { type Filter, type Group, type Kind, reportQuery } from './ledger-queries.ts';
import { signedUsd } from './signed-usd.ts';
import { useNames } from './use-names.ts';

/** Money and footage by day, project, person, model or provider. */
export function Figures({ by, kind, filter }: Readonly<{ by: Group; kind: Kind; filter: Filter }>) {
  const { t } = useWords();
  const names = useNames();
  const report = useQuery(reportQuery(by, kind, filter));
  if (report.error !== null && report.data === undefined)
    return (
      <div className="p-5">
        <Trouble error={report.error} retry={() => void report.refetch()} />
      </div>
    );
  if (report.data === undefined) return <p className="p-5 text-t3">{t('frame.loading')}</p>;
  if (report.data.length === 0) return <p className="p-5 text-t2">{t('ledger.noFigures')}</p>;
  const nameOf = (key: string) =>
    by === 'project' ? names.project(key) : by === 'member' ? names.person(key) : by === 'model' ? names.model(key) : key;
  const most = Math.max(1, ...report.data.map(({ spentUsdMicros }) => spentUsdMicros));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls is reached by the keyboard
    <section className="min-h-0 flex-1 overflow-auto" tabIndex={0} aria-label={t(`ledger.by.${by}`)}>
      <table className="w-full min-w-[520px] border-collapse">
        <thead className="sticky top-0 bg-s1 text-left text-small text-t2">
          <tr>
            <th scope="col" className="px-5 py-2 font-normal max-sm:px-3">
              {t(`ledger.by.${by}`)}
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              {t('ledger.settled')}
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              {t('ledger.open')}
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              {t('ledger.unknown')}
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              {t('ledger.takes')}
            </th>
            <th scope="col" className="px-5 py-2 text-right font-normal max-sm:px-3">
              {t('ledger.keptSec')}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.data.map((line) => (
            <tr key={line.key} className="border-t border-line">
              <th scope="row" className="px-5 py-2.5 text-left font-medium max-sm:px-3">
                {nameOf(line.key)}
                <span
                  aria-hidden
                  className="mt-1 block h-1 rounded-full bg-s4"
                  style={{ width: `${Math.max(2, (100 * line.spentUsdMicros) / most)}%` }}
                />
              </th>
              <td className="px-2 py-2.5 text-right">{signedUsd(line.spentUsdMicros)}</td>
              <td className="px-2 py-2.5 text-right text-t2">{signedUsd(line.heldUsdMicros)}</td>
              <td className={`px-2 py-2.5 text-right ${line.unknownUsdMicros > 0 ? 'text-warn' : 'text-t2'}`}>
                {signedUsd(line.unknownUsdMicros)}
              </td>
              <td className="px-2 py-2.5 text-right text-t2">{line.takes}</td>
              <td className="px-5 py-2.5 text-right text-t2 max-sm:px-3">
                {t('ledger.seconds', { sec: (line.keptMs / 1000).toFixed(1) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
