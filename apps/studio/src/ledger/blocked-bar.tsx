import { useMutation } from '@tanstack/react-query';
import { OctagonPause } from 'lucide-react';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';

/** A project that spends no more because a take cost more than was set aside, and the word that lets it go on. */
export function BlockedBar({ projectId, name }: Readonly<{ projectId: string; name: string }>) {
  const { t } = useWords();
  const unblock = useMutation({
    mutationFn: () => server().call('ledger.unblock', { projectId }),
    onSuccess: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['project'] }), queries.invalidateQueries({ queryKey: ['ledger'] })]),
  });
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 border-b border-line bg-s2 px-5 py-2 max-sm:px-3">
      <OctagonPause size={16} className="shrink-0 text-warn" aria-hidden />
      <span className="min-w-0 flex-1">{t('ledger.blocked', { name })}</span>
      <Button disabled={unblock.isPending} onClick={() => unblock.mutate()}>
        {t('ledger.unblock')}
      </Button>
      {unblock.error === null ? null : <Trouble error={unblock.error} />}
    </div>
  );
}
