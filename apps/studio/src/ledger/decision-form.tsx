import { useMutation } from '@tanstack/react-query';
import { RadioGroup } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { queries, server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { typedMicros } from '../parts/usd.ts';
import { useWords } from '../words/use-words.ts';
import { type Decision, resolutionOf } from './evidence.ts';
import type { Unknown } from './ledger-queries.ts';
import { signedUsd } from './signed-usd.ts';

/** A person's word on an unknown take. Nothing is chosen beforehand, and nothing is sent to the provider. */
export function DecisionForm({ item, onDone }: Readonly<{ item: Unknown; onDone: (outcome: string) => void }>) {
  const { t } = useWords();
  const [kind, setKind] = useState<Decision['kind'] | null>(null);
  const [taskId, setTaskId] = useState('');
  const [paidUsd, setPaidUsd] = useState('');
  const [isTried, setTried] = useState(false);
  const decision: Decision | null = kind === null ? null : kind === 'billed' ? { kind, taskId, paidUsd } : { kind };
  const input = decision === null ? null : resolutionOf(item.takeId, decision, typedMicros);
  const tell = useMutation({
    mutationFn: async () => {
      if (input === null || typeof input === 'string') return null;
      return server().call('ledger.resolve', input, { key: crypto.randomUUID() });
    },
    onSuccess: async (answer) => {
      await Promise.all([queries.invalidateQueries({ queryKey: ['ledger'] }), queries.invalidateQueries({ queryKey: ['take'] })]);
      onDone(t(answer === null ? 'ledger.outcome.open' : `ledger.outcome.${answer.outcome}`));
    },
  });
  const amount = signedUsd(item.mostUsdMicros);
  const trouble = isTried && typeof input === 'string' ? t(`ledger.decide.${input}`) : null;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (typeof input !== 'string') tell.mutate();
      }}
    >
      <RadioGroup.Root
        aria-label={t('ledger.yourDecision')}
        value={kind}
        onValueChange={(value) => setKind(value as Decision['kind'])}
        className="overflow-hidden rounded-lg border border-line2"
      >
        <Choice
          value="not-billed"
          isOn={kind === 'not-billed'}
          word={t('ledger.decide.notBilled')}
          hint={t('ledger.decide.notBilledHint', { amount })}
        />
        <Choice value="billed" isOn={kind === 'billed'} word={t('ledger.decide.billed')} hint={t('ledger.decide.billedHint')}>
          {kind !== 'billed' ? null : (
            <div className="mt-2 flex flex-wrap items-start gap-3">
              <TextField
                label={t('ledger.decide.taskId')}
                value={taskId}
                onChange={({ target }) => setTaskId(target.value)}
                className="w-56"
              />
              <span className="pt-7 text-t3">{t('ledger.decide.or')}</span>
              <TextField
                label={t('ledger.decide.paid')}
                value={paidUsd}
                inputMode="decimal"
                placeholder={amount}
                onChange={({ target }) => setPaidUsd(target.value)}
                className="w-36"
              />
            </div>
          )}
        </Choice>
        <Choice value="open" isOn={kind === 'open'} word={t('ledger.decide.open')} hint={t('ledger.decide.openHint', { amount })} />
      </RadioGroup.Root>
      {trouble === null ? null : (
        <p role="alert" className="text-bad">
          {trouble}
        </p>
      )}
      {tell.error === null ? null : <Trouble error={tell.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="lamp" size="large" disabled={kind === null || tell.isPending}>
          {kind === 'not-billed'
            ? t('ledger.decide.doRelease', { amount })
            : kind === 'open'
              ? t('ledger.decide.doKeep')
              : t('ledger.decide.do')}
        </Button>
        <span className="text-small text-t2">{t(kind === null ? 'ledger.decide.chooseFirst' : 'ledger.decide.isKept')}</span>
      </div>
    </form>
  );
}

function Choice({
  value,
  isOn,
  word,
  hint,
  children,
}: Readonly<{ value: Decision['kind']; isOn: boolean; word: string; hint: string; children?: ReactNode }>) {
  return (
    <div className={`border-line2 px-4 py-3 not-first:border-t ${isOn ? 'bg-s3' : ''}`}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the radio stands inside */}
      <label className="flex cursor-pointer items-start gap-3">
        <RadioGroup.Item
          value={value}
          className="mt-0.5 flex size-[18px] shrink-0 items-center justify-center rounded-full border border-ctl data-[state=checked]:border-now"
        >
          <RadioGroup.Indicator className="size-2.5 rounded-full bg-now" />
        </RadioGroup.Item>
        <span className="flex min-w-0 flex-col">
          <span className="font-medium">{word}</span>
          <span className="text-t2">{hint}</span>
        </span>
      </label>
      {children === undefined || children === null ? null : <div className="pl-8">{children}</div>}
    </div>
  );
}
