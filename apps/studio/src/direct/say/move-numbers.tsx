import { Framing, type Move } from '@fantascope/film';
import { ScrubField } from '../../parts/scrub-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import type { ShotEdit } from '../../shot/shot-edit.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { moveAmount } from './move-amount.ts';
import { RegionNumbers } from './region-numbers.tsx';

/** The numbers of one move, each a field: its amount, its framing, the two ends of a rack, and when it runs. */
export function MoveNumbers({ move, index, lengthSec }: Readonly<{ move: Move; index: number; lengthSec: number }>) {
  const { t } = useWords();
  const { store, film } = useDirect();
  const amount = moveAmount(move);
  const change = (next: Move, gesture: string) => store.edit({ kind: 'change-move', index, move: next } satisfies ShotEdit, gesture);
  const hand = { onEnd: store.endGesture, onCancel: store.cancelGesture };
  const prefix = move.isNominal === true ? t('say.about') : '';
  return (
    <>
      {move.kind === 'rack-focus' ? (
        <ScrubField
          {...hand}
          label={t('say.from')}
          value={move.fromM}
          unit="m"
          step={0.01}
          min={0.01}
          max={100000}
          onChange={(fromM, gesture) => change({ ...move, fromM }, gesture)}
        />
      ) : null}
      {amount === null ? null : (
        <ScrubField
          {...hand}
          label={t(move.kind === 'rack-focus' ? 'say.to' : 'say.amount')}
          value={amount.value}
          unit={amount.unit}
          step={amount.step}
          min={amount.min}
          max={amount.max}
          prefix={prefix}
          onChange={(value, gesture) => change(amount.to(value), gesture)}
        />
      )}
      {move.kind === 'push-to' ? (
        <SelectField
          label={t('say.framing')}
          value={move.framing ?? 'region'}
          choices={[
            ...(move.region === undefined ? [] : [{ value: 'region' as const, text: t('say.region') }]),
            ...Framing.options.map((value) => ({ value, text: t(`say.framing.${value}`) })),
          ]}
          onChange={(framing) => {
            if (framing === 'region') return;
            const { region: _, drawnIn: __, ...rest } = move;
            change({ ...rest, framing }, 'framing');
            store.endGesture();
          }}
        />
      ) : null}
      {move.kind === 'push-to' && move.region !== undefined ? <RegionNumbers index={index} /> : null}
      <div className="flex gap-2">
        <ScrubField
          {...hand}
          className="flex-1"
          label={t('say.from')}
          value={move.startRatio * lengthSec}
          unit="s"
          step={0.01}
          min={0}
          max={move.endRatio * lengthSec}
          fps={film.document.fps}
          onChange={(sec, gesture) => change({ ...move, startRatio: Math.min(move.endRatio, sec / lengthSec) }, gesture)}
        />
        <ScrubField
          {...hand}
          className="flex-1"
          label={t('say.to')}
          value={move.endRatio * lengthSec}
          unit="s"
          step={0.01}
          min={move.startRatio * lengthSec}
          max={lengthSec}
          fps={film.document.fps}
          onChange={(sec, gesture) => change({ ...move, endRatio: Math.min(1, Math.max(move.startRatio, sec / lengthSec)) }, gesture)}
        />
      </div>
    </>
  );
}
