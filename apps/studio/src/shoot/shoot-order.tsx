import { usdText } from '@fantascope/take/money';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Clapperboard } from 'lucide-react';
import { server } from '../app/server.ts';
import { useDirect } from '../direct/direct-context.ts';
import { Button } from '../parts/button.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { useTroubleWords } from '../parts/trouble.tsx';
import { typedMicros } from '../parts/usd.ts';
import { useWords } from '../words/use-words.ts';
import type { WordKey } from '../words/words.ts';
import { type ChosenCost, emulatedMicros, mostMicros, shortOf } from './budget.ts';
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
  const { film } = useDirect();
  const { projectId } = film;
  const caps = useQuery({
    queryKey: ['ledger', 'caps', projectId],
    queryFn: async () => (await server().call('ledger.caps', { projectId })).caps,
  });
  const costs = chosen.map(
    ({ model, isEmulated, isStage }, index): ChosenCost => ({
      ...{ model, isEmulated, takes },
      upMicros: isStage ? 0 : (asked[index]?.upMicros ?? null),
    }),
  );
  const most = mostMicros(costs);
  const short = most === null ? null : shortOf(caps.data ?? [], costs);
  const project = caps.data?.find(({ scope }) => scope === 'project');
  const day = caps.data?.find(({ scope }) => scope === 'day');
  const left = project?.leftUsdMicros != null ? project : day;
  const isUnpriced = chosen.some(({ price, isStage }) => price === null && !isStage);
  const isCapBad = isUnpriced && typedMicros(capText) === null;
  const isAsking = asked.some(({ isWaiting }) => isWaiting);
  const count = chosen.length * takes;
  const isPending = slots.some(({ is }) => is === 'sending') || isSending;
  // Over a member's own cap the take waits for an owner, which the server arranges.
  const isShort = short !== null && short.cap.scope !== 'member';
  const problems = asked.filter(({ error }) => error !== null);
  const isDisabled = count === 0 || isCapBad || isAsking || isPending || isShort || isBlocked || most === null || problems.length > 0;
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
      {isUnpriced ? (
        <label className="flex items-center justify-between gap-2">
          <span className="text-t2">{t('shoot.cap')}</span>
          <span className="flex items-center gap-1">
            $
            <input
              inputMode="decimal"
              value={capText}
              aria-invalid={isCapBad && capText !== ''}
              placeholder="1.50"
              title={t('shoot.capBad')}
              onChange={(event) => onCapText(event.target.value)}
              className="min-h-7 w-20 rounded-sm border border-ctl bg-s2 px-2 text-right aria-[invalid=true]:border-bad"
            />
          </span>
        </label>
      ) : null}
      <Line name={t('shoot.reserve')} value={most === null ? '–' : usdText(most)} isStrong />
      {emulatedMicros(costs) === 0 ? null : (
        <p className="text-small text-warn">{t('shoot.emulatedWould', { usd: usdText(emulatedMicros(costs)) })}</p>
      )}
      <Line
        name={t(left?.scope === 'day' ? 'shoot.leftDay' : 'shoot.left')}
        value={
          left?.leftUsdMicros == null
            ? t('shoot.noCap')
            : most === null || most === 0
              ? usdText(left.leftUsdMicros)
              : `${usdText(left.leftUsdMicros)} → ${usdText(Math.max(0, left.leftUsdMicros - most))}`
        }
      />
      {short === null ? null : (
        <p role="status" className="flex items-center justify-between gap-2 text-small text-warn">
          {t(`shoot.capShort.${short.cap.scope}`, { usd: usdText(short.shortMicros) })}
          <Link to="/ledger" search={{ project: projectId }} className="shrink-0 underline">
            {t('shoot.raise')}
          </Link>
        </p>
      )}
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
      <Button
        look="lamp"
        size="large"
        data-shoot
        disabled={isDisabled}
        className="w-full"
        icon={<Clapperboard size={18} strokeWidth={1.6} aria-hidden />}
        onKeyDown={(event) => {
          // Enter held down clicks again and again.
          if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
        }}
        onClick={() => onPress(false)}
      >
        {label()}
      </Button>
      <p className="text-center text-small text-t2">{t('shoot.once')}</p>
    </section>
  );

  function label(): string {
    if (isPending) return t('shoot.sending');
    if (count === 0) return t('shoot.choose');
    if (isCapBad) return t('shoot.needsCap');
    if (isAsking) return t('shoot.asking');
    const key = labelKey();
    return t(key, { count, usd: usdText(most ?? 0) });
  }
  function labelKey(): WordKey {
    const isUnpaid = chosen.every(({ isStage, isEmulated }) => isStage || isEmulated);
    if (isUnpaid && costs.some(({ isEmulated }) => isEmulated)) return count === 1 ? 'shoot.goEmulated_one' : 'shoot.goEmulated_other';
    if (chosen.every(({ isStage }) => isStage)) return count === 1 ? 'shoot.goFree_one' : 'shoot.goFree_other';
    return count === 1 ? 'shoot.go_one' : 'shoot.go_other';
  }
}

function Line({ name, value, isStrong = false }: Readonly<{ name: string; value: string; isStrong?: boolean }>) {
  return (
    <p className="flex justify-between gap-2">
      <span className="text-t2">{name}</span>
      <span className={isStrong ? 'font-semibold' : ''}>{value}</span>
    </p>
  );
}
