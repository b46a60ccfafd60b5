import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { meQuery } from '../app/queries.ts';
import { TextField } from '../parts/text-field.tsx';
import { useWords } from '../words/use-words.ts';
import { HealthSection } from './health-section.tsx';
import { HooksSection } from './hooks-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { LabelsSection } from './labels-section.tsx';
import { LookSection } from './look-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { sectionNames, sectionsFound } from './sections.ts';
import { ServerSection } from './server-section.tsx';
import { StorageSection } from './storage-section.tsx';
import { TokensSection } from './tokens-section.tsx';

const parts = {
  look: LookSection,
  keys: KeysSection,
  people: PeopleSection,
  tokens: TokensSection,
  hooks: HooksSection,
  labels: LabelsSection,
  storage: StorageSection,
  server: ServerSection,
  health: HealthSection,
} as const;

/** Everything that is set once: one page, searched by words. */
export function SettingsRoom() {
  const { t } = useWords();
  const { section, q } = useSearch({ from: '/settings' });
  const navigate = useNavigate();
  const me = useQuery(meQuery).data;
  const found = sectionsFound(q ?? '', t).filter((name) => me?.isServerOwner === true || (name !== 'server' && name !== 'storage'));
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const content = page.current;
    if (section === undefined || content === null) return;
    const go = () => {
      const part = document.getElementById(`section-${section}`);
      const pane = content.parentElement;
      // Only the pane: scrollIntoView would move the page under the bar too.
      if (part !== null && pane !== null) pane.scrollTop += part.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    };
    go();
    // Parts above fill in what they read: for a moment the place is held.
    const observer = new ResizeObserver(go);
    observer.observe(content);
    const end = setTimeout(() => observer.disconnect(), 2500);
    return () => {
      clearTimeout(end);
      observer.disconnect();
    };
  }, [section]);
  return (
    <div className="flex h-full">
      <nav aria-label={t('frame.settings')} className="flex w-52 shrink-0 flex-col gap-0.5 border-r border-line p-4 max-md:hidden">
        {sectionNames
          .filter((name) => found.includes(name))
          .map((name) => (
            <button
              key={name}
              type="button"
              aria-current={section === name ? 'true' : undefined}
              onClick={() => void navigate({ to: '/settings', search: { section: name, ...(q === undefined ? {} : { q }) } })}
              className="min-h-8 rounded-md px-3 text-left text-t2 hover:bg-s2 hover:text-t1 aria-[current=true]:bg-s3 aria-[current=true]:text-t1"
            >
              {t(`settings.${name}`)}
            </button>
          ))}
      </nav>
      <div className="min-w-0 flex-1 overflow-y-auto">
        <div ref={page} className="mx-auto max-w-4xl px-6 py-5 max-sm:px-3">
          <h1 className="sr-only">{t('frame.settings')}</h1>
          <TextField
            label={t('settings.search')}
            isLabelHidden
            type="search"
            placeholder={t('settings.search')}
            value={q ?? ''}
            onChange={({ target }) =>
              void navigate({ to: '/settings', search: target.value === '' ? {} : { q: target.value }, replace: true })
            }
            className="max-w-md"
          />
          {found.length === 0 ? <p className="py-6 text-t2">{t('settings.nothingFound')}</p> : null}
          {found.map((name) => {
            const Part = parts[name];
            return <Part key={name} />;
          })}
        </div>
      </div>
    </div>
  );
}
