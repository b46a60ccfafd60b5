import { Problem } from '@fantascope/client';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { meQuery } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';
import { emulatorsQuery } from './use-models.ts';

/** Where nobody can be asked yet: the offer to go through it all without paying. While emulated providers run, that they do. */
export function EmulatorOffer({ hasNoProvider, className = '' }: Readonly<{ hasNoProvider: boolean; className?: string }>) {
  const { t } = useWords();
  const me = useQuery(meQuery);
  const emulators = useQuery(emulatorsQuery);
  const [said, setSaid] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isOwner = me.data?.isServerOwner === true;
  const isOn = emulators.data?.isOn === true;
  if (!isOn && !hasNoProvider) return null;
  const turn = async () => {
    setBusy(true);
    setSaid(null);
    try {
      await server().call(isOn ? 'emulators.stop' : 'emulators.start', {});
    } catch (error) {
      setSaid(error instanceof Problem ? error.message : t('frame.serverGone'));
    } finally {
      setBusy(false);
      for (const name of ['emulators', 'model', 'plan', 'shoot', 'still']) await queries.invalidateQueries({ queryKey: [name] });
    }
  };
  return (
    <div className={`flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line2 bg-s2 px-3 py-2 ${className}`}>
      <FlaskConical size={16} strokeWidth={1.6} aria-hidden className="shrink-0 text-warn" />
      <p className="min-w-0 flex-[1_1_12rem] text-t2">
        {isOn ? (
          t('shoot.emulatorsOn')
        ) : (
          <>
            <strong className="font-medium text-t1">{t('shoot.noProvider')}</strong> {t('shoot.offer')}
          </>
        )}
      </p>
      {isOwner ? (
        <Button disabled={isBusy} onClick={() => void turn()}>
          {isBusy ? t('shoot.starting') : isOn ? t('shoot.stopEmulators') : t('shoot.startEmulators')}
        </Button>
      ) : null}
      {said === null ? null : (
        <p role="alert" className="w-full text-small text-bad">
          {said}
        </p>
      )}
    </div>
  );
}
