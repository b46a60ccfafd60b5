import { ExternalLink, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmulatedMark } from '../parts/emulated-mark.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useWords } from '../words/use-words.ts';
import { KeyEntry } from './key-entry.tsx';
import { KeyState } from './key-state.tsx';
import { isOld, type Model } from './model-rows.ts';
import { lengthsText, priceText, whenText } from './model-words.ts';

/** Everything that is known of one model, and the place for its key. */
export function ModelDetail({ model, onClose }: Readonly<{ model: Model; onClose: () => void }>) {
  const { t, language } = useWords();
  const now = Date.now();
  return (
    <article className="flex flex-col gap-5 p-5 max-sm:p-3">
      <header className="flex items-start gap-3">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <h2 className="text-drawer font-semibold">{model.name[language]}</h2>
          <p className="flex flex-wrap items-center gap-2 text-t2">
            {model.provider[language]} <span className="font-mono text-small">{model.id}</span>
            {model.keyState === 'emulated' ? <EmulatedMark /> : null}
          </p>
        </div>
        <IconButton label={t('parts.close')} keys="Esc" icon={<X size={16} aria-hidden />} onClick={onClose} />
      </header>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-2">
        <Fact word={t('lab.state')}>
          <KeyState model={model} />
          {model.reach === 'silent' ? <span className="block text-t2">{t('lab.silentHow')}</span> : null}
        </Fact>
        <Fact word={t('lab.makes')}>{t(`lab.makes.${model.makes}`)}</Fact>
        <Fact word={t('lab.camera')}>
          {t(`lab.camera.${model.camera}`)}
          <span className="block text-t2">
            {t(model.camera === 'words' ? 'lab.cameraWords' : model.camera === 'exact' ? 'lab.cameraExact' : 'lab.cameraTokens')}
          </span>
        </Fact>
        {model.lengths === null ? null : <Fact word={t('lab.lengths')}>{lengthsText(model, t)}</Fact>}
        {model.ratios.length === 0 ? null : <Fact word={t('lab.ratios')}>{model.ratios.join(' · ')}</Fact>}
        {model.sizes.length === 0 ? null : <Fact word={t('lab.sizes')}>{model.sizes.join(' · ')}</Fact>}
        {model.fps.length === 0 ? null : <Fact word={t('lab.fps')}>{model.fps.join(', ')}</Fact>}
        <Fact word={t('lab.wire')}>
          <span className="font-mono text-small">{model.wire}</span>
        </Fact>
        <Fact word={t('lab.end')}>{model.endsOn ?? t('lab.noEnd')}</Fact>
      </dl>
      <section className="flex flex-col gap-2">
        <h3 className="text-head font-semibold">{t('lab.prices')}</h3>
        {model.prices.length === 0 ? (
          <p className="text-t2">{t(model.isLocal ? 'lab.freeHint' : 'lab.noPriceHint')}</p>
        ) : (
          <ul className="flex flex-col">
            {model.prices.map((price) => (
              <li key={JSON.stringify(price)} className="border-t border-line py-2">
                <span className="flex justify-between gap-3">
                  <span className="font-medium">{priceText(price, t)}</span>
                  <span className="text-t2">{whenText(price, t)}</span>
                </span>
                <span className="flex flex-wrap items-center gap-x-2 text-small text-t2">
                  {t(price.isTheirs ? 'lab.theirPrice' : 'lab.readPrice', { date: price.asOf })}
                  {isOld(price.asOf, now) ? <span className="text-warn">{t('lab.oldPrice')}</span> : null}
                  {/^https?:\/\//.test(price.source) ? (
                    <a href={price.source} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 underline">
                      {t('lab.source')}
                      <ExternalLink size={12} aria-hidden />
                    </a>
                  ) : (
                    <span className="break-all">{price.source}</span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {model.keyName === null ? null : <KeyEntry keyName={model.keyName} isSet={model.keyState === 'set'} />}
    </article>
  );
}

function Fact({ word, children }: Readonly<{ word: string; children: ReactNode }>) {
  return (
    <>
      <dt className="text-t2">{word}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
