import { Problem } from '@fantascope/client';
import { usdText } from '@fantascope/take/money';
import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import type { ListedTake } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { lookOf } from '../takes/take-state.ts';
import { useWords } from '../words/use-words.ts';

/** Calls a take off: says first what that means for the money, and then what the server answered. */
export function CancelTake({ take }: Readonly<{ take: ListedTake }>) {
  const { t } = useWords();
  const [said, setSaid] = useState<string | null>(null);
  const isUnsent = take.state === 'reserved' || lookOf(take.state) === 'waiting';
  // Emulated figures are no money.
  const isFree = take.reservedUsdMicros === 0 || take.isEmulated;
  const usd = usdText(take.reservedUsdMicros);
  const cancel = async () => {
    try {
      const { outcome, canTell, mayCostUsdMicros } = await server().call('take.cancel', { takeId: take.id });
      const most = { usd: usdText(mayCostUsdMicros) };
      const free = canTell || take.reservedUsdMicros === 0 ? t('takes.calledOff') : t('takes.cancelGoesOn');
      const money = canTell ? t('takes.cancelTold', most) : t('takes.cancelCannot', most);
      setSaid(outcome === 'cancelled' ? t('takes.cancelled') : isFree ? free : money);
      await queries.invalidateQueries({ queryKey: ['take'] });
    } catch (error) {
      setSaid(error instanceof Problem ? error.message : t('frame.serverGone'));
    }
  };
  if (said !== null || take.isCalledOff)
    return (
      <p role="status" className="min-w-0 flex-1 text-small text-t2">
        {said ?? t('takes.calledOff')}
      </p>
    );
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>
        <Button>{t('takes.cancel')}</Button>
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <AlertDialog.Content className="fixed top-1/2 left-1/2 z-50 flex w-[min(420px,calc(100vw-32px))] -translate-1/2 flex-col gap-4 rounded-lg border border-line2 bg-s3 p-5">
          <AlertDialog.Title className="text-head font-semibold">{t('takes.cancel')}</AlertDialog.Title>
          <AlertDialog.Description className="text-t2">
            {isUnsent || isFree ? t('takes.cancelFree') : t('takes.cancelMayCost', { usd })}
          </AlertDialog.Description>
          <div className="flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button look="quiet">{t('takes.keepShooting')}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look="danger" onClick={() => void cancel()}>
                {t('takes.yesCancel')}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
