import { useQuery } from '@tanstack/react-query';
import { shotQuery } from '../app/queries.ts';
import { EmulatedMark } from '../parts/emulated-mark.tsx';
import { useWords } from '../words/use-words.ts';

/** What a take is of: its picture, a title and a line. */
export function TakeHead({
  title,
  line,
  assetId,
  shotId,
  isEmulated,
}: Readonly<{ title: string; line: string; assetId: string | null; shotId: string | null; isEmulated: boolean }>) {
  const { t } = useWords();
  const shot = useQuery({ ...shotQuery(shotId ?? ''), enabled: shotId !== null }).data;
  const picture = assetId ?? shot?.document.picture ?? null;
  return (
    <header className="flex items-center gap-4">
      {picture === null ? null : (
        <img src={`/api/v1/assets/${picture}/thumb`} alt="" className="h-14 w-24 shrink-0 rounded-sm object-cover" />
      )}
      <div className="flex min-w-0 flex-col gap-0.5">
        <h2 className="text-drawer font-semibold">{title}</h2>
        <p className="flex flex-wrap items-center gap-2 text-t2">
          {shot === undefined ? null : <span>{t('ledger.ofShot', { name: shot.document.name ?? shot.name })}</span>}
          {line}
          {isEmulated ? <EmulatedMark /> : null}
        </p>
      </div>
    </header>
  );
}
