import { usdText } from '@fantascope/take/money';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { server } from '../app/server.ts';
import { useStore } from '../parts/use-store.ts';
import { useWords } from '../words/use-words.ts';
import { openPlace } from './open-place.ts';

/** What the open film's project has spent (solid) and set aside (striped), of its cap. */
export function FilmBudget() {
  const { t } = useWords();
  const projectId = useStore(openPlace, (place) => place?.projectId ?? null);
  const caps = useQuery({
    queryKey: ['ledger', 'caps', projectId],
    queryFn: async () => (projectId === null ? [] : (await server().call('ledger.caps', { projectId })).caps),
    enabled: projectId !== null,
  });
  const own = caps.data?.find(({ scope, key }) => scope === 'project' && key === projectId);
  if (own === undefined || projectId === null) return null;
  const { capUsdMicros, spentUsdMicros, heldUsdMicros } = own;
  const ratio = (micros: number) => (capUsdMicros === null || capUsdMicros === 0 ? 0 : Math.min(1, micros / capUsdMicros));
  const figures = { spent: usdText(spentUsdMicros), held: usdText(heldUsdMicros), cap: usdText(capUsdMicros ?? 0) };
  return (
    <Link
      to="/ledger"
      search={{ project: projectId }}
      title={t(capUsdMicros === null ? 'jobs.budgetNoCap' : 'jobs.budget', figures)}
      className="touch-target flex min-h-8 items-center gap-2 rounded-md px-2 whitespace-nowrap text-t2 hover:bg-s3 hover:text-t1 max-md:hidden"
    >
      <span className="text-small">{t('jobs.film')}</span>
      {capUsdMicros === null ? null : (
        <span className="flex h-1.5 w-12 overflow-hidden rounded-full bg-s4" aria-hidden>
          <span className="bg-t1" style={{ width: `${ratio(spentUsdMicros) * 100}%` }} />
          <span className="striped" style={{ width: `${ratio(heldUsdMicros) * 100}%` }} />
        </span>
      )}
      <span className="font-medium text-t1">{figures.spent}</span>
      {heldUsdMicros === 0 ? null : <span>{t('jobs.held', { usd: figures.held })}</span>}
      {capUsdMicros === null ? null : <span className="max-xl:hidden">/ {usdText(capUsdMicros)}</span>}
    </Link>
  );
}
