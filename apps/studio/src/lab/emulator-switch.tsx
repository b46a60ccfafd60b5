import { useMutation, useQuery } from '@tanstack/react-query';
import { TestTubeDiagonal } from 'lucide-react';
import { Switch } from 'radix-ui';
import { useId } from 'react';
import { meQuery } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { Trouble } from '../parts/trouble.tsx';
import { emulatorsQuery } from '../shoot/use-models.ts';
import { useWords } from '../words/use-words.ts';

/** The one switch that puts emulated providers in the place of the real ones, so that everything can be tried without a key and without paying. */
export function EmulatorSwitch() {
  const { t } = useWords();
  const id = useId();
  const me = useQuery(meQuery).data;
  const shown = useQuery(emulatorsQuery);
  const turn = useMutation({
    mutationFn: (isOn: boolean) => server().call(isOn ? 'emulators.start' : 'emulators.stop', {}),
    onSettled: () => Promise.all(['emulators', 'model', 'plan', 'shoot'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  const isOn = turn.isPending ? turn.variables : shown.data?.isOn === true;
  return (
    <section className={`flex flex-col gap-2 rounded-lg border p-4 ${isOn ? 'border-warn bg-s2' : 'border-line2'}`}>
      <div className="flex items-start gap-3">
        <TestTubeDiagonal size={18} strokeWidth={1.6} aria-hidden className={`mt-0.5 shrink-0 ${isOn ? 'text-warn' : 'text-t2'}`} />
        <div className="min-w-0 flex-1">
          <label htmlFor={id} className="font-medium">
            {t('lab.emulators')}
          </label>
          <p className="text-t2">{t('lab.emulatorsHint')}</p>
        </div>
        <Switch.Root
          id={id}
          checked={isOn}
          disabled={me?.isServerOwner !== true || turn.isPending || shown.data === undefined}
          onCheckedChange={(next) => turn.mutate(next)}
          className="h-6 w-11 shrink-0 rounded-full border border-ctl bg-s3 disabled:cursor-not-allowed data-[state=checked]:bg-warn"
        >
          <Switch.Thumb className="block size-4 translate-x-1 rounded-full bg-t1 transition-transform duration-[120ms] data-[state=checked]:translate-x-[23px] data-[state=checked]:bg-well" />
        </Switch.Root>
      </div>
      <p role="status" className="text-small text-t2">
        {turn.isPending
          ? t('lab.emulatorsWait')
          : isOn
            ? t('lab.emulatorsOn', { count: shown.data?.wires.length ?? 0 })
            : t('lab.emulatorsOff')}
        {me !== undefined && !me.isServerOwner ? ` ${t('lab.emulatorsOwner')}` : ''}
      </p>
      {turn.error === null ? null : <Trouble error={turn.error} />}
    </section>
  );
}
