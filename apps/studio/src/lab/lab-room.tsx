import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { keyOf, useKeys } from '../app/keys.ts';
import { Segmented } from '../parts/segmented.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { modelsQuery } from '../shoot/use-models.ts';
import { useWords } from '../words/use-words.ts';
import { EmulatorSwitch } from './emulator-switch.tsx';
import { ModelDetail } from './model-detail.tsx';
import { type ModelWish, wishedModels } from './model-rows.ts';
import { ModelTable } from './model-table.tsx';

/** The catalogue of models: what each makes, how its camera is told, what it costs, and whether it can be asked. */
export function LabRoom() {
  const { t, language } = useWords();
  const { model: modelId, q } = useSearch({ from: '/lab' });
  const navigate = useNavigate();
  const [wish, setWish] = useState<Omit<ModelWish, 'text'>>({ makes: 'all', access: 'all', camera: 'all' });
  const listed = useQuery(modelsQuery);
  const go = (change: Readonly<{ model?: string | undefined; q?: string | undefined }>, replace = false) => {
    const next = Object.entries({ model: modelId, q, ...change }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ to: '/lab', search: Object.fromEntries(next), replace });
  };
  const chosen = listed.data?.find(({ id }) => id === modelId);
  useKeys((event) => {
    if (keyOf(event) !== 'Escape' || chosen === undefined) return false;
    go({ model: undefined });
    return true;
  });
  const models = wishedModels(listed.data ?? [], { ...wish, text: q ?? '' }, language);
  return (
    <div className="flex h-full">
      <div className={`flex min-w-0 flex-1 flex-col short:overflow-y-auto ${chosen === undefined ? '' : 'max-md:hidden'}`}>
        <div className="flex flex-col gap-3 border-b border-line p-5 max-sm:p-3">
          <div>
            <h1 className="text-drawer font-semibold">{t('lab.title')}</h1>
            <p className="text-t2">{t('lab.hint')}</p>
          </div>
          <EmulatorSwitch />
          <div className="flex flex-wrap items-center gap-2">
            <div className="relative w-64 max-sm:w-full">
              <Search size={14} aria-hidden className="absolute top-2.5 right-2 text-t3" />
              <TextField
                label={t('lab.search')}
                isLabelHidden
                type="search"
                placeholder={t('lab.search')}
                value={q ?? ''}
                onChange={({ target }) => go({ q: target.value }, true)}
              />
            </div>
            <Segmented
              label={t('lab.makes')}
              value={wish.makes}
              choices={(['all', 'video', 'image'] as const).map((value) => ({ value, text: t(`lab.makes.${value}`) }))}
              onChange={(makes) => setWish({ ...wish, makes })}
            />
            <Segmented
              label={t('lab.camera')}
              value={wish.camera}
              choices={(['all', 'figures', 'words'] as const).map((value) => ({ value, text: t(`lab.wish.camera.${value}`) }))}
              onChange={(camera) => setWish({ ...wish, camera })}
            />
            <Segmented
              label={t('lab.key')}
              value={wish.access}
              choices={(['all', 'ready', 'missing'] as const).map((value) => ({ value, text: t(`lab.wish.access.${value}`) }))}
              onChange={(access) => setWish({ ...wish, access })}
            />
            <span role="status" className="text-small text-t2">
              {listed.data === undefined ? '' : t('lab.count', { count: models.length, all: listed.data.length })}
            </span>
          </div>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls is reached by the keyboard */}
        <section className="min-h-0 flex-1 overflow-auto short:flex-none" aria-label={t('lab.title')} tabIndex={0}>
          {listed.error !== null && listed.data === undefined ? (
            <div className="p-5">
              <Trouble error={listed.error} retry={() => void listed.refetch()} />
            </div>
          ) : listed.data === undefined ? (
            <p className="p-5 text-t3">{t('frame.loading')}</p>
          ) : models.length === 0 ? (
            <p className="p-5 text-t2">{t('lab.nothingFound')}</p>
          ) : (
            <ModelTable models={models} modelId={modelId} onOpen={(id) => go({ model: id === modelId ? undefined : id })} />
          )}
        </section>
      </div>
      {chosen === undefined ? null : (
        <aside
          className="w-[420px] shrink-0 overflow-y-auto border-l border-line max-md:w-full max-md:border-0"
          aria-label={chosen.name[language]}
        >
          <ModelDetail key={chosen.id} model={chosen} onClose={() => go({ model: undefined })} />
        </aside>
      )}
    </div>
  );
}
