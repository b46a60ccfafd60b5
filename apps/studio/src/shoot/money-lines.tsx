import { usdText } from '@fantascope/take/money';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Clapperboard } from 'lucide-react';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { useWords } from '../words/use-words.ts';
import { type Cap, type ChosenCost, emulatedMicros, mostMicros, type SharedCap, shortOf } from './budget.ts';

/** What is chosen against the caps. `left`: the project's cap, or the day's; `isShort`: it cannot be sent. */
export type AgainstCaps = Readonly<{
  most: number | null;
  left: Cap | undefined;
  short: Readonly<{ cap: SharedCap; shortMicros: number }> | null;
  isShort: boolean;
}>;

/** Holds what is chosen against the caps of its project. */
export function useAgainstCaps(projectId: string, costs: readonly ChosenCost[]): AgainstCaps {
  const caps = useQuery({
    queryKey: ['ledger', 'caps', projectId],
    queryFn: async () => (await server().call('ledger.caps', { projectId })).caps,
  }).data;
  const most = mostMicros(costs);
  const short = most === null ? null : shortOf(caps ?? [], costs);
  const project = caps?.find(({ scope }) => scope === 'project');
  const left = project?.leftUsdMicros != null ? project : caps?.find(({ scope }) => scope === 'day');
  // Over a member's own cap the take waits for an owner, which the server arranges.
  return { most, left, short, isShort: short !== null && short.cap.scope !== 'member' };
}

/** The most that is set aside, what emulated takes would cost, and what is left under the caps. */
export function MoneyLines({ projectId, costs, caps }: Readonly<{ projectId: string; costs: readonly ChosenCost[]; caps: AgainstCaps }>) {
  const { t } = useWords();
  const { most, left, short } = caps;
  const emulated = emulatedMicros(costs);
  return (
    <>
      <p className="flex justify-between gap-2">
        <span className="text-t2">{t('shoot.reserve')}</span>
        <span className="font-semibold" data-most>
          {most === null ? '–' : usdText(most)}
        </span>
      </p>
      {emulated === 0 ? null : <p className="text-small text-warn">{t('shoot.emulatedWould', { usd: usdText(emulated) })}</p>}
      <p className="flex justify-between gap-2">
        <span className="text-t2">{t(left?.scope === 'day' ? 'shoot.leftDay' : 'shoot.left')}</span>
        <span>
          {left?.leftUsdMicros == null
            ? t('shoot.noCap')
            : most === null || most === 0
              ? usdText(left.leftUsdMicros)
              : `${usdText(left.leftUsdMicros)} → ${usdText(Math.max(0, left.leftUsdMicros - most))}`}
        </span>
      </p>
      {short === null ? null : (
        <p role="status" className="flex items-center justify-between gap-2 text-small text-warn">
          {t(`shoot.capShort.${short.cap.scope}`, { usd: usdText(short.shortMicros) })}
          <Link to="/ledger" search={{ project: projectId }} className="shrink-0 underline">
            {t('shoot.raise')}
          </Link>
        </p>
      )}
    </>
  );
}

/** Where no price is known: the most that a person allows, US dollars as typed. */
export function CapField({
  label,
  value,
  isBad,
  isDisabled = false,
  onChange,
}: Readonly<{ label: string; value: string; isBad: boolean; isDisabled?: boolean; onChange: (text: string) => void }>) {
  const { t } = useWords();
  return (
    <label className="flex items-center justify-between gap-2">
      <span className="text-t2">{label}</span>
      <span className="flex items-center gap-1">
        $
        <input
          inputMode="decimal"
          value={value}
          disabled={isDisabled}
          aria-invalid={isBad && value !== ''}
          placeholder="1.50"
          title={t('shoot.capBad')}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-7 w-20 rounded-sm border border-ctl bg-s2 px-2 text-right aria-[invalid=true]:border-bad"
        />
      </span>
    </label>
  );
}

/** The one button that spends; what it says holds the most it may cost. */
export function SpendButton({ label, isDisabled, onPress }: Readonly<{ label: string; isDisabled: boolean; onPress: () => void }>) {
  const { t } = useWords();
  return (
    <>
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
        onClick={onPress}
      >
        {label}
      </Button>
      <p className="text-center text-small text-t2">{t('shoot.once')}</p>
    </>
  );
}

/** What a button that shoots says of its takes; `isFree`: all of them are our stage's. */
export function useGoWords(): (of: Readonly<{ count: number; most: number; isFree: boolean; isEmulated: boolean }>) => string {
  const { t } = useWords();
  return ({ count, most, isFree, isEmulated }) => {
    const kind = isEmulated ? 'goEmulated' : isFree ? 'goFree' : 'go';
    return t(`shoot.${kind}_${count === 1 ? 'one' : 'other'}`, { count, usd: usdText(most) });
  };
}
