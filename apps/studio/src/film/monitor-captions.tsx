import type { OpenFilm } from '../app/queries.ts';
import type { MonitorFrame } from './film-frame.ts';

/** Captions over takes (`of`: the shots they stand for), in the film's languages. The stage draws its own into the picture; read aloud they all are. */
export function MonitorCaptions({ film, frame, of }: Readonly<{ film: OpenFilm; frame: MonitorFrame | null; of: readonly number[] }>) {
  const { captionLanguages } = film.document;
  const all = (frame?.captions ?? []).flatMap(({ words }) => captionLanguages.flatMap((each) => words.text[each] ?? []));
  return (
    <>
      <p data-captions className="sr-only">
        {all.join(' ')}
      </p>
      <div className="pointer-events-none absolute inset-x-[10%] bottom-[8%] flex flex-col items-center gap-1 text-center">
        {(frame?.captions ?? [])
          .filter(({ shotIndex }) => of.includes(shotIndex))
          .map(({ caption, words, opacityRatio }) =>
            captionLanguages.map((each) =>
              words.text[each] === undefined ? null : (
                <p
                  key={`${caption} ${each}`}
                  lang={each === 'zh' ? 'zh-CN' : 'en'}
                  style={{ opacity: opacityRatio, fontSize: '4.2cqw', textShadow: '0 1px 4px var(--color-casing)' }}
                  className="leading-tight text-t1"
                >
                  {words.text[each]}
                </p>
              ),
            ),
          )}
      </div>
    </>
  );
}
