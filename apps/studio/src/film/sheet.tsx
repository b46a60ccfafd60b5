import type { Shot } from '@fantascope/film';
import { useState } from 'react';
import type { OpenFilm } from '../app/queries.ts';
import { SelectField } from '../parts/select-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { changeShot } from './film-queries.ts';
import { withCaption, withLength, withTransition } from './shot-change.ts';

const kinds = ['cut', 'crossfade', 'dip-to-black', 'dip-to-white', 'wipe', 'push'] as const;

/** The same shots as a table: names, lengths, captions and transitions, each written when its field is left. */
export function Sheet({ film, isLocked }: Readonly<{ film: OpenFilm; isLocked: (shotId: string | undefined) => boolean }>) {
  const { t } = useWords();
  const [trouble, setTrouble] = useState<unknown>(null);
  const write = (shot: Shot, change: (shot: Shot) => Shot) => {
    const { id } = shot;
    if (id === undefined) return;
    setTrouble(null);
    changeShot(film.id, id, change).catch((error: unknown) => setTrouble(error));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls is reached by the keyboard
    <section className="min-h-0 flex-1 overflow-auto p-4" tabIndex={0} aria-label={t('film.sheet')}>
      {trouble === null ? null : <Trouble error={trouble} retry={() => setTrouble(null)} />}
      <table className="w-full min-w-[760px] max-w-[1680px] border-collapse">
        <thead className="text-left text-small text-t2">
          <tr>
            {(['number', 'name', 'length', 'captionZh', 'captionEn', 'transition'] as const).map((column) => (
              <th key={column} scope="col" className="px-1.5 py-2 font-normal">
                {t(`film.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {film.document.shots.map((shot, index) => {
            const isOff = shot.id === undefined || isLocked(shot.id);
            const [caption] = shot.captions;
            return (
              <tr key={`${shot.id ?? index}`} className="border-t border-line">
                <th scope="row" className="px-1.5 py-1.5 text-left font-mono font-normal text-t2">
                  {String(index + 1).padStart(2, '0')}
                </th>
                <td className="px-1.5 py-1.5">
                  <Cell
                    label={t('film.column.name')}
                    value={shot.name ?? ''}
                    isOff={isOff}
                    onLeave={(name) => write(shot, (now) => ({ ...now, name }))}
                  />
                </td>
                <td className="w-24 px-1.5 py-1.5">
                  <Cell
                    label={t('film.column.length')}
                    value={String(shot.camera.lengthSec)}
                    isOff={isOff}
                    onLeave={(text) => {
                      const next = withLength(shot, text);
                      if (next === null) setTrouble(new Error(t('film.lengthRange')));
                      else write(shot, (now) => withLength(now, text) ?? now);
                    }}
                  />
                </td>
                {(['zh', 'en'] as const).map((language) => (
                  <td key={language} className="px-1.5 py-1.5">
                    <Cell
                      label={t(language === 'zh' ? 'film.column.captionZh' : 'film.column.captionEn')}
                      value={caption?.text[language] ?? ''}
                      isOff={isOff}
                      onLeave={(text) => write(shot, (now) => withCaption(now, language, text))}
                    />
                  </td>
                ))}
                <td className="w-40 px-1.5 py-1.5">
                  <SelectField
                    label={t('film.column.transition')}
                    isLabelHidden
                    value={shot.transition.kind}
                    isDisabled={isOff || index === 0}
                    choices={kinds.map((value) => ({ value, text: t(`film.transition.${value}`) }))}
                    onChange={(kind) => write(shot, (now) => withTransition(now, kind))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Cell({
  label,
  value,
  isOff,
  onLeave,
}: Readonly<{ label: string; value: string; isOff: boolean; onLeave: (value: string) => void }>) {
  return (
    <input
      key={value}
      aria-label={label}
      defaultValue={value}
      disabled={isOff}
      onBlur={({ target }) => target.value !== value && onLeave(target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
        if (event.key === 'Escape') event.currentTarget.value = value;
      }}
      className="min-h-8 w-full min-w-0 rounded-sm border border-transparent bg-transparent px-2 hover:border-ctl focus:border-ctl focus:bg-s2 disabled:text-t3"
    />
  );
}
