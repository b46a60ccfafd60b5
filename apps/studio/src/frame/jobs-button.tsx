import { CircleHelp, Cog } from 'lucide-react';
import { Popover } from 'radix-ui';
import { isShooting as isTakeShooting } from '../takes/take-state.ts';
import { useWords } from '../words/use-words.ts';
import { JobsList } from './jobs-list.tsx';
import { useUnderWay } from './jobs-under-way.ts';

/** What is being shot or rendered, in every room; shown once there is something. The red light means that a take is being shot. */
export function JobsButton() {
  const { t } = useWords();
  const underWay = useUnderWay();
  if (underWay === null) return null;
  const { takes, jobs, unknown, isShooting } = underWay;
  const count = takes.length + jobs.length;
  if (count + unknown.length === 0) return null;
  const shooting = takes.filter((take) => isTakeShooting(take)).length;
  const said = count === 0 ? t('jobs.unknown') : isShooting ? t('jobs.shooting', { count: shooting }) : t('jobs.working', { count });
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button
          type="button"
          data-tally={isShooting}
          className="touch-target flex min-h-8 items-center gap-2 rounded-md px-2 text-small whitespace-nowrap text-t1 hover:bg-s3"
        >
          {isShooting ? (
            <span className="tally size-2.5 rounded-full bg-tally" aria-hidden />
          ) : count === 0 ? (
            <CircleHelp size={16} strokeWidth={1.6} className="text-warn" aria-hidden />
          ) : (
            <Cog size={16} strokeWidth={1.6} className="text-t2" aria-hidden />
          )}
          {said}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          className="z-50 max-h-[70vh] w-[min(420px,calc(100vw-16px))] overflow-y-auto rounded-lg border border-line2 bg-s2 p-4"
        >
          <JobsList underWay={underWay} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
