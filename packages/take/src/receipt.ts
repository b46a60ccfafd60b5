import type { Loss } from '@fantascope/plan';
import type { TakeRecord, TakeState } from './journal/take-record.ts';
import type { Money } from './money/money.ts';
import type { Left } from './run/follow.ts';

/** What a person gets in the hand when the work on a take ends: what was asked, what it is, and every amount of money. */
export type Receipt = Readonly<{
  take: string;
  /** Set for takes of servers that only behave like a provider: nothing was generated and nothing was paid. */
  label?: 'EMULATED';
  isEmulated: boolean;
  purpose: 'shoot' | 'probe';
  model: string;
  wire: string;
  provider: string;
  state: TakeState;
  reason?: string;
  /** What looking a lost take up brought. */
  lookUp?: string;
  cancel?: string;
  money: Readonly<{
    state: Money['state'];
    estimated: Readonly<{ lowUsdMicros: number; highUsdMicros: number; source: string; asOf: string }> | null;
    ceilingUsdMicros: number | null;
    reservedUsdMicros: number;
    settledUsdMicros: number;
    refundedUsdMicros: number;
    /** The most that may have been spent and nobody knows. */
    unknownUsdMicros: number;
    basis: Money['basis'];
    own?: Readonly<{ amount: number; unit: string }>;
  }>;
  out: string;
  file?: Readonly<{ bytes: number; sha256: string; mime: string; widthPx?: number; heightPx?: number; lengthSec?: number; fps?: number }>;
  seed?: number;
  losses: readonly Loss[];
  dropped: readonly string[];
  warnings: readonly string[];
  begunAt: string;
  endedAt?: string;
}>;

const iso = (ms: number) => new Date(ms).toISOString();

/** The receipt of a take. It is of this moment: one that goes on at its provider (`left`) has another later. */
export function receiptOf(record: TakeRecord, left?: Left): Receipt {
  const { intent, money, file } = record;
  const amount = (state: Money['state']) => (money.state === state ? money.usdMicros : 0);
  const reason = left?.reason ?? record.reason;
  return {
    take: record.take,
    ...(intent.isEmulated ? { label: 'EMULATED' as const } : {}),
    isEmulated: intent.isEmulated,
    purpose: intent.purpose,
    model: intent.model,
    wire: intent.wire,
    provider: new URL(intent.baseUrl).origin,
    state: record.state,
    ...(reason === undefined ? {} : { reason }),
    ...(record.lookUp === undefined ? {} : { lookUp: record.lookUp }),
    ...(record.cancel === undefined ? {} : { cancel: record.cancel }),
    money: {
      state: money.state,
      estimated: intent.estimate,
      ceilingUsdMicros: intent.ceilingUsdMicros,
      reservedUsdMicros: intent.money.usdMicros,
      settledUsdMicros: amount('settled'),
      refundedUsdMicros: money.state === 'refunded' ? intent.money.usdMicros : 0,
      unknownUsdMicros: amount('unknown'),
      basis: money.basis,
      ...(money.own === undefined ? {} : { own: money.own }),
    },
    out: intent.out,
    ...(file === undefined ? {} : { file: figuresOf(file) }),
    ...(record.seed === undefined ? {} : { seed: record.seed }),
    losses: intent.losses as unknown as readonly Loss[],
    dropped: intent.dropped,
    warnings: record.warnings,
    begunAt: iso(intent.atMs),
    ...(record.endedAtMs === undefined ? {} : { endedAt: iso(record.endedAtMs) }),
  };
}

function figuresOf({ name: _, ...figures }: NonNullable<TakeRecord['file']>): NonNullable<Receipt['file']> {
  return figures as NonNullable<Receipt['file']>;
}
