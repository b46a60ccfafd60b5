import { labelText } from '@fantascope/film';
import { isLabelled } from '@fantascope/stage';
import { useQuery } from '@tanstack/react-query';
import type { OpenFilm } from '../app/queries.ts';
import { filmLabelQuery } from './film-queries.ts';

/** Size of the label's letters, of the frame's shorter side, as the export sets it. */
const SIZE_RATIO = 0.056;

/** The label over the monitor's picture, where an export would carry it at this frame. */
export function LabelOver({ film, frame }: Readonly<{ film: OpenFilm; frame: number }>) {
  const label = useQuery(filmLabelQuery(film)).data;
  if (label === undefined || label.least === 'metadata') return null;
  const { widthPx, heightPx, fps, captionLanguages } = film.document;
  const text = labelText(label);
  if (!isLabelled({ text, shows: label.least }, frame, fps)) return null;
  const sizeCqw = (100 * SIZE_RATIO * Math.min(widthPx, heightPx)) / widthPx;
  return (
    <div
      data-label={label.least}
      className="pointer-events-none absolute top-[5%] left-[5%] flex flex-col"
      style={{ fontSize: `${sizeCqw}cqw` }}
    >
      {captionLanguages.map((each) => (
        <span
          key={each}
          lang={each === 'zh' ? 'zh-CN' : 'en'}
          className="leading-tight text-t1"
          style={{ textShadow: '0 0 3px var(--color-casing), 0 0 1px var(--color-casing)' }}
        >
          {text[each]}
        </span>
      ))}
    </div>
  );
}
