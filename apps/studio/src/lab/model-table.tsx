import { CalendarClock } from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import { KeyState } from './key-state.tsx';
import { daysLeft, type Model } from './model-rows.ts';
import { lengthsText, priceText } from './model-words.ts';

/** Models in rows; a row opens what else is known of it. */
export function ModelTable({
  models,
  modelId,
  onOpen,
}: Readonly<{ models: readonly Model[]; modelId: string | undefined; onOpen: (modelId: string) => void }>) {
  const { t, language } = useWords();
  const now = Date.now();
  return (
    <table className="w-full min-w-[760px] max-w-[1680px] border-collapse">
      <thead className="sticky top-0 z-10 bg-s1 text-left text-small text-t2">
        <tr>
          <th scope="col" className="px-5 py-2 font-normal">
            {t('lab.model')}
          </th>
          <th scope="col" className="px-2 py-2 font-normal">
            {t('lab.makes')}
          </th>
          <th scope="col" className="px-2 py-2 font-normal">
            {t('lab.camera')}
          </th>
          <th scope="col" className="px-2 py-2 font-normal">
            {t('lab.lengths')}
          </th>
          <th scope="col" className="px-2 py-2 font-normal">
            {t('lab.price')}
          </th>
          <th scope="col" className="px-5 py-2 font-normal">
            {t('lab.key')}
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => {
          const left = daysLeft(model.endsOn, now);
          const cheapest = model.prices.toSorted((a, b) => a.usd - b.usd)[0];
          return (
            <tr key={model.id} data-open={model.id === modelId} className="border-t border-line hover:bg-s2 data-[open=true]:bg-s3">
              <th scope="row" className="px-5 py-2 text-left font-normal">
                <button
                  type="button"
                  aria-expanded={model.id === modelId}
                  onClick={() => onOpen(model.id)}
                  className="flex min-h-8 flex-col text-left"
                >
                  <span className="font-medium">{model.name[language]}</span>
                  <span className="flex items-center gap-2 text-small text-t2">
                    {model.provider[language]}
                    {left === null ? null : (
                      <span className="inline-flex items-center gap-1 text-warn">
                        <CalendarClock size={12} aria-hidden />
                        {t(left < 0 ? 'lab.ended' : 'lab.endsOn', { date: model.endsOn ?? '' })}
                      </span>
                    )}
                  </span>
                </button>
              </th>
              <td className="px-2 py-2 text-t2">{t(`lab.makes.${model.makes}`)}</td>
              <td className="px-2 py-2">
                <span className={model.camera === 'words' ? 'text-t2' : 'text-cam'}>{t(`lab.camera.${model.camera}`)}</span>
              </td>
              <td className="px-2 py-2 whitespace-nowrap text-t2">{lengthsText(model, t)}</td>
              <td className="px-2 py-2 whitespace-nowrap">
                {cheapest === undefined ? (
                  <span className="text-t2">{t(model.isLocal ? 'lab.free' : 'lab.noPrice')}</span>
                ) : (
                  <>
                    {t(model.prices.length > 1 && cheapest.usd > 0 ? 'lab.fromPrice' : 'lab.onePrice', { price: priceText(cheapest, t) })}
                    <span className="block text-small text-t2">{cheapest.asOf}</span>
                  </>
                )}
              </td>
              <td className="px-5 py-2">
                <KeyState model={model} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
