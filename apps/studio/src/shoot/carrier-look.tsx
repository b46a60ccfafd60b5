import {
  Activity,
  Aperture,
  Columns2,
  Film,
  Focus,
  ImageIcon,
  type LucideIcon,
  MessageSquareText,
  Monitor,
  MoreHorizontal,
  Palette,
  Route,
  Ruler,
  Scissors,
  Sparkles,
  Tag,
  TextQuote,
  Timer,
  Waves,
  Wind,
  X,
} from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import { type Carrier, type Column, carrierClass, type KeptClass } from './carriers.ts';

const carrierIcons: Readonly<Record<Carrier, LucideIcon>> = {
  number: Ruler,
  clip: Film,
  sent: ImageIcon,
  finish: Scissors,
  approx: Waves,
  token: Tag,
  pair: Columns2,
  words: TextQuote,
  lost: X,
};

const columnIcons: Readonly<Record<Column, LucideIcon>> = {
  path: Route,
  timing: Activity,
  lens: Focus,
  focus: Aperture,
  motion: Wind,
  air: Sparkles,
  content: MessageSquareText,
  length: Timer,
  format: Monitor,
  picture: ImageIcon,
  look: Palette,
  finish: Scissors,
  other: MoreHorizontal,
};

const colours: Readonly<Record<KeptClass, string>> = { followed: 'text-ok', roughly: 'text-t2', said: 'text-warn', lost: 'text-bad' };

/** The icon of a carrier, in the colour of how far it keeps its part. */
export function CarrierIcon({ carrier, size = 16 }: Readonly<{ carrier: Carrier; size?: number }>) {
  const Icon = carrierIcons[carrier];
  return <Icon size={size} strokeWidth={1.6} aria-hidden className={`shrink-0 ${colours[carrierClass[carrier]]}`} />;
}

/** A carrier as a cell of the table: icon and word. */
export function CarrierCell({ carrier, column }: Readonly<{ carrier: Carrier | undefined; column: Column }>) {
  const { t } = useWords();
  if (carrier === undefined)
    return (
      <span className="text-center text-t3 max-sm:hidden" aria-hidden>
        –
      </span>
    );
  return (
    <span className="flex flex-col items-center gap-0.5 max-sm:hidden">
      <span className="sr-only">{t(`shoot.column.${column}`)}</span>
      <CarrierIcon carrier={carrier} />
      <span className={`text-micro ${colours[carrierClass[carrier]]}`}>{t(`shoot.carrier.${carrier}`)}</span>
    </span>
  );
}

/** The head of a column. */
export function ColumnHead({ column }: Readonly<{ column: Column }>) {
  const { t } = useWords();
  const Icon = columnIcons[column];
  return (
    <span className="flex flex-col items-center gap-0.5 text-t2 max-sm:hidden">
      <Icon size={16} strokeWidth={1.6} aria-hidden />
      <span className="text-micro">{t(`shoot.column.${column}`)}</span>
    </span>
  );
}

const bars: Readonly<Record<KeptClass, string>> = {
  followed: 'bg-ok border-ok',
  roughly: 'bg-ctl border-ctl',
  said: 'border-warn',
  lost: 'border-line2',
};

/** One bar a part: filled, grey, outlined, empty. Its words stand beside it. */
export function Meter({ meter }: Readonly<{ meter: readonly KeptClass[] }>) {
  return (
    <span className="flex gap-[2px]" aria-hidden>
      {meter.map((bar, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity of their own
        <span key={index} data-kept={bar} className={`h-3.5 w-[5px] rounded-[1px] border ${bars[bar]}`} />
      ))}
    </span>
  );
}

/** What the icons stand for. */
export function Legend() {
  const { t } = useWords();
  const shown = [
    ['number', 'followed'],
    ['token', 'roughly'],
    ['words', 'said'],
    ['lost', 'lost'],
  ] as const;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-small text-t2 max-sm:hidden">
      {shown.map(([carrier, kept]) => (
        <span key={kept} className="flex items-center gap-1.5">
          <CarrierIcon carrier={carrier} size={14} />
          {t(`shoot.legend.${kept}`)}
        </span>
      ))}
    </p>
  );
}
