import { type Receipt, type TakeNews, usdText } from '@fantascope/take';
import type { Door } from './door.ts';

/** Tells a terminal how a take goes. */
export function tellTake(
  door: Door,
  { wire, take, amount }: Readonly<{ wire: string; take: string; amount: string }>,
): (news: TakeNews) => void {
  const text = door.text.take;
  let seen = 0;
  return (news) => {
    switch (news.news) {
      case 'looking-up':
        door.progress({ step: 'take', doneRatio: 0, detail: text.lookingUp });
        return;
      case 'progress': {
        const { progress } = news;
        if (progress.state !== 'queued' && progress.state !== 'running' && progress.state !== 'unclear') return;
        const place = progress.state === 'queued' && progress.queuePlace !== undefined ? ` (${progress.queuePlace})` : '';
        // What a provider says may go backwards; a bar must not.
        if ('ratio' in progress && progress.ratio !== undefined) seen = Math.max(seen, progress.ratio);
        const sec = Math.round((Date.now() - news.sinceMs) / 1000);
        door.progress({ step: 'take', doneRatio: seen, detail: `${text[progress.state]}${place} · ${sec} s` });
        return;
      }
      case 'fetching':
        door.progress({ step: 'take', doneRatio: 1, detail: text.fetching });
        return;
      case 'warning':
        door.notice({ code: 'take.warning', params: { wire, text: news.text } });
        return;
      case 'cancel':
        if (news.answer === 'asked') door.notice({ code: 'take.cancel-asked', params: { take, amount } });
        return;
      case 'sent':
      case 'uploading':
        return;
      default:
        news satisfies never;
    }
  };
}

/** Says a receipt in a few lines, with what a person has to do where nobody knows. */
export function sayReceipt(receipt: Receipt, door: Door): void {
  const text = door.text.take;
  const { state, money, file, take } = receipt;
  const label = receipt.label === undefined ? '' : `${receipt.label} · `;
  const reason = receipt.reason === undefined || state === 'unknown' ? '' : `: ${receipt.reason}`;
  door.line(`${text.receipt} ${take}`);
  door.line(`  ${label}${receipt.model} · ${text.states[state]}${reason}`);
  if (file !== undefined && state === 'ready') {
    const size = file.widthPx === undefined ? '' : ` · ${file.widthPx}×${file.heightPx}`;
    const length = file.lengthSec === undefined ? '' : ` · ${file.lengthSec.toFixed(2)} s`;
    door.line(`  ${receipt.out}${size}${length} · ${(file.bytes / 1e6).toFixed(1)} MB`);
  }
  door.line(`  ${moneyLine(receipt, door)}`);
  if (state === 'unknown') {
    const { en, zh } = spokenReasons(receipt);
    const amount = usdText(money.unknownUsdMicros);
    door.notice({ code: 'take.unknown', params: { take, amount, reasonEn: en, reasonZh: zh } });
  }
  if (state === 'shooting') door.notice({ code: 'take.cancel-goes-on', params: { take, amount: usdText(money.reservedUsdMicros) } });
}

/** "EMULATED · $0.35, by estimate (1 units)": every amount there is. */
export function moneyLine({ money, isEmulated }: Receipt, door: Door): string {
  const text = door.text.take;
  const amounts = {
    none: '',
    reserved: usdText(money.reservedUsdMicros),
    settled: usdText(money.settledUsdMicros),
    refunded: usdText(money.refundedUsdMicros),
    unknown: usdText(money.unknownUsdMicros),
  };
  const amount = amounts[money.state];
  const bases = { provider: text.byProvider, estimate: text.byEstimate, ceiling: text.byCeiling, person: text.byPerson, none: '' };
  const basis = amount === '' || bases[money.basis] === '' ? '' : ` (${bases[money.basis]})`;
  const own = money.own === undefined ? '' : ` · ${money.own.amount} ${money.own.unit}`;
  return `${isEmulated ? 'EMULATED · ' : ''}${text.moneyStates[money.state]}${amount === '' ? '' : ` ${amount}`}${basis}${own}`;
}

const reasons = {
  none: { en: 'the provider has no such take', zh: '服务方没有这次拍摄' },
  maybe: { en: 'the provider has one that may be it', zh: '服务方有一个可能是它的任务' },
  unclear: { en: 'the provider did not answer clearly', zh: '服务方没有明确答复' },
  cannot: { en: 'the reply was lost, and this provider cannot be asked', zh: '答复丢失，而该服务方无法查询' },
} as const;

function spokenReasons({ lookUp }: Receipt): Readonly<{ en: string; zh: string }> {
  return reasons[(lookUp ?? 'unclear') as keyof typeof reasons] ?? reasons.unclear;
}
