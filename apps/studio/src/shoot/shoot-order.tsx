import { useDirect } from '../direct/direct-context.ts';
import { Segmented } from '../parts/segmented.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import { typedMicros } from '../parts/usd.ts';
import { useWords } from '../words/use-words.ts';
import type { ChosenCost } from './budget.ts';
import { CapField, MoneyLines, SpendButton, useAgainstCaps, useGoWords } from './money-lines.tsx';
import type { ShootRow } from './shoot-rows.ts';
import type { Asked } from './use-asked.ts';
import type { Slot } from './use-shoot.ts';

const counts = ['1', '2', '3', '4'] as const;

/** The order at the foot of the drawer: how many takes, the most they may cost, what is left, and the one button. */
export function ShootOrder({
  chosen,
  asked,
  takes,
  onTakes,
  capText,
  onCapText,
  slots,
  isBlocked,
  isSending,
  onPress,
}: Readonly<{
  chosen: readonly ShootRow[];
  asked: readonly Asked[];
  takes: number;
  onTakes: (takes: number) => void;
  capText: string;
  onCapText: (text: string) => void;
  slots: readonly Slot[];
  /** The shot on the screen is not the one that would be shot. */
  isBlocked: boolean;
  isSending: boolean;
  onPress: (isRepeat: boolean) => void;
}>) {
  const { t, language } = useWords();
  const saidOf = useTroubleWords();
  const goWords = useGoWords();
  const { film } = useDirect();
  const { projectId } = film;
  const costs = chosen.map(
    ({ model, isEmulated, isStage }, index): ChosenCost => ({
      ...{ model, isEmulated, takes },
      upMicros: isStage ? 0 : (asked[index]?.upMicros ?? null),
    }),
  );
  const caps = useAgainstCaps(projectId, costs);
  const { most } = caps;
  const isUnpriced = chosen.some(({ price, isStage }) => price === null && !isStage);
  const isCapBad = isUnpriced && typedMicros(capText) === null;
  const isAsking = asked.some(({ isWaiting }) => isWaiting);
  const count = chosen.length * takes;
  const isPending = slots.some(({ is }) => is === 'sending') || isSending;
  const problems = asked.filter(({ error }) => error !== null);
  const isDisabled = count === 0 || isCapBad || isAsking || isPending || caps.isShort || isBlocked || most === null || problems.length > 0;
  const nameOf = (model: string) => chosen.find((row) => row.model === model)?.name[language] ?? model;
  const failed = slots.filter(({ said }) => said !== null);
  return (
    <section className="flex w-[320px] shrink-0 flex-col gap-2 short:gap-1 max-sm:w-full">
      {chosen.length === 0 ? null : (
        <p className="truncate font-medium" title={chosen.map(({ name }) => name[language]).join(' · ')}>
          {t('shoot.on', { names: chosen.map(({ name }) => name[language]).join(' · ') })}
        </p>
      )}
      <div className="flex items-center justify-between gap-2">
        <span className="text-t2">{chosen.length > 1 ? t('shoot.takesEach') : t('shoot.takes')}</span>
        <Segmented
          label={t('shoot.takes')}
          value={counts[takes - 1] ?? '1'}
          choices={counts.map((value) => ({ value, text: value }))}
          onChange={(value) => onTakes(Number(value))}
        />
      </div>
      {isUnpriced ? <CapField label={t('shoot.cap')} value={capText} isBad={isCapBad} onChange={onCapText} /> : null}
      <MoneyLines {...{ projectId, costs, caps }} />
      {[
        ...problems.map(({ model, error }) => ({ model, said: error === null || error === undefined ? '' : saidOf(error) })),
        ...failed,
      ].map(({ model, said }) => (
        <p key={`${model} ${said}`} role="alert" className="text-small text-bad">
          {t('shoot.refused', { name: nameOf(model), said: said ?? '' })}
        </p>
      ))}
      {slots
        .filter(({ is }) => is === 'sent')
        .map(({ model, number }) => (
          <p key={`${model} ${number}`} role="status" className="text-small text-ok">
            {t('shoot.sent', { name: nameOf(model), number })}
          </p>
        ))}
      <SpendButton label={label()} isDisabled={isDisabled} onPress={() => onPress(false)} />
    </section>
  );

  function label(): string {
    if (isPending) return t('shoot.sending');
    if (count === 0) return t('shoot.choose');
    if (isCapBad) return t('shoot.needsCap');
    if (isAsking) return t('shoot.asking');
    const isFree = chosen.every(({ isStage }) => isStage);
    const isUnpaid = chosen.every(({ isStage, isEmulated }) => isStage || isEmulated);
    return goWords({ count, most: most ?? 0, isFree, isEmulated: isUnpaid && costs.some(({ isEmulated }) => isEmulated) });
  }
}
