import { LoaderCircle, Volume1, Volume2, VolumeX } from 'lucide-react';
import { IconButton } from '../../parts/icon-button.tsx';
import { useStore } from '../../parts/use-store.ts';
import { useWords } from '../../words/use-words.ts';
import type { SoundState } from './film-sound.ts';
import { volume } from './volume.ts';

/** Mute and volume, for whoever listens. */
export function VolumeControl() {
  const { t } = useWords();
  const { ratio, isMuted } = useStore(volume, (each) => each);
  const Icon = isMuted || ratio === 0 ? VolumeX : ratio < 0.5 ? Volume1 : Volume2;
  return (
    <span className="flex items-center gap-1">
      <IconButton
        label={t(isMuted ? 'film.unmute' : 'film.mute')}
        keys="M"
        isOn={isMuted}
        icon={<Icon size={16} aria-hidden />}
        onClick={() => volume.set({ isMuted: !isMuted })}
      />
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={isMuted ? 0 : ratio}
        aria-label={t('film.volume')}
        aria-valuetext={t('film.percent', { percent: Math.round((isMuted ? 0 : ratio) * 100) })}
        onChange={({ target }) => volume.set({ ratio: Number(target.value), isMuted: false })}
        className="h-6 w-16 accent-now"
      />
    </span>
  );
}

/** How the film's sound stands, in a sentence. */
export function SoundWords({ sound, isRefused, onAgain }: Readonly<{ sound: SoundState; isRefused: boolean; onAgain: () => void }>) {
  const { t } = useWords();
  const { phase, step, isStale, loudness, problem } = sound;
  const isBusy = phase === 'making' || phase === 'unasked' || isStale;
  return (
    <p
      role="status"
      data-sound={phase}
      data-sound-stale={isStale}
      className={`flex items-start gap-1.5 text-small wrap-anywhere ${isStale || phase === 'failed' ? 'text-warn' : 'text-t2'}`}
    >
      {isBusy && phase !== 'failed' ? <LoaderCircle size={14} strokeWidth={1.8} aria-hidden className="mt-0.5 shrink-0 text-cam" /> : null}
      <span>
        {said()}
        {phase === 'failed' ? (
          <button type="button" className="touch-target ml-2 underline" onClick={onAgain}>
            {t('frame.tryAgain')}
          </button>
        ) : null}
      </span>
    </p>
  );

  function said(): string {
    if (phase === 'failed') return problem ?? t('film.soundAway');
    if (phase === 'silent') return t('film.soundSilent');
    if (isRefused) return t('film.soundRefused');
    if (isStale) return t('film.soundStale', { step: t(`film.soundStep.${step}`) });
    if (isBusy) return t('film.soundMaking', { step: t(`film.soundStep.${step}`) });
    return loudness === null ? t('film.soundReady') : t('film.soundLoud', { lufs: loudness.lufs, peak: loudness.peakDbtp });
  }
}
