import type { LabelLevel } from '@fantascope/film';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useDirect } from '../direct/direct-context.ts';
import { Button } from '../parts/button.tsx';
import { MiddleSheet } from '../parts/middle-sheet.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { useWords } from '../words/use-words.ts';
import { LabelChoice } from './label-choice.tsx';
import { type ExportState, useExport, type Wanted } from './use-export.ts';

const serverFormats = [
  { value: 'h264', text: 'MP4' },
  { value: 'vp9', text: 'WebM' },
  { value: 'prores', text: 'ProRes' },
  { value: 'gif', text: 'GIF' },
] as const;
const browserFormats = [
  { value: 'mp4', text: 'MP4' },
  { value: 'webm', text: 'WebM' },
] as const;

/** The open shot as a file: by the server, or by this browser. Opened by the address (`?drawer=export`). */
export function ExportSheet() {
  const { t } = useWords();
  const { drawer } = useSearch({ from: '/film/$filmId/shot/$shotNumber' });
  const navigate = useNavigate({ from: '/film/$filmId/shot/$shotNumber' });
  const close = () => void navigate({ search: ({ drawer: _, ...rest }) => rest });
  return (
    <Dialog.Root open={drawer === 'export'} onOpenChange={(isOpen) => !isOpen && close()}>
      <MiddleSheet title={t('export.title')}>
        <ExportForm />
      </MiddleSheet>
    </Dialog.Root>
  );
}

function ExportForm() {
  const { t } = useWords();
  const { film, shotId } = useDirect();
  const [level, setLevel] = useState<LabelLevel | null>(null);
  const [wanted, setWanted] = useState<Wanted>({ where: 'server', format: 'h264' });
  const { state, start, stop } = useExport();
  const isBusy = state.is === 'running' || state.is === 'queued';
  return (
    <div className="mt-4 flex flex-col gap-4">
      <Row label={t('export.where')}>
        <Segmented
          label={t('export.where')}
          value={wanted.where}
          choices={[
            { value: 'server', text: t('export.where.server'), isDisabled: isBusy },
            { value: 'browser', text: t('export.where.browser'), isDisabled: isBusy },
          ]}
          onChange={(where) => setWanted(where === 'server' ? { where, format: 'h264' } : { where, format: 'mp4' })}
        />
      </Row>
      <p className="text-small text-t2">{t(`export.about.${wanted.where}`)}</p>
      <Row label={t('export.format')}>
        {wanted.where === 'server' ? (
          <Segmented
            label={t('export.format')}
            value={wanted.format}
            choices={serverFormats}
            onChange={(format) => setWanted({ where: 'server', format })}
          />
        ) : (
          <Segmented
            label={t('export.format')}
            value={wanted.format}
            choices={browserFormats}
            onChange={(format) => setWanted({ where: 'browser', format })}
          />
        )}
      </Row>
      <Row label={t('export.size')}>
        <span className="font-mono">
          {film.document.widthPx}×{film.document.heightPx} · {film.document.fps} fps
        </span>
      </Row>
      <LabelChoice shotId={shotId} level={level} onChange={setLevel} />
      <p className="text-small text-t2">{t('export.clamped')}</p>
      <Outcome state={state} />
      {isBusy ? (
        <Button size="large" onClick={stop}>
          {t('export.stop')}
        </Button>
      ) : (
        <Button size="large" className="sheet-foot" look={state.is === 'ready' ? 'plain' : 'lamp'} onClick={() => start(wanted, level)}>
          {t('export.start')}
        </Button>
      )}
    </div>
  );
}

function Row({ label, children }: Readonly<{ label: string; children: React.ReactNode }>) {
  return (
    <div className="flex items-center justify-between gap-4">
      <span className="text-t2">{label}</span>
      {children}
    </div>
  );
}

/** How far it is, where the file lies, or why there is none. */
function Outcome({ state }: Readonly<{ state: ExportState }>) {
  const { t, language } = useWords();
  switch (state.is) {
    case 'idle':
      return null;
    case 'queued':
      return <p role="status">{t('export.queued')}</p>;
    case 'running': {
      const percent = Math.round(state.doneRatio * 100);
      return (
        <div role="status" className="flex items-center gap-3">
          <progress className="h-1.5 flex-1 accent-now" max={100} value={percent} aria-label={t('export.title')} />
          <span className="font-mono text-small">{t('export.progress', { percent })}</span>
        </div>
      );
    }
    case 'ready':
      return (
        <div role="status" className="flex flex-col gap-2">
          <p className="text-ok">{t('export.ready', { name: state.name })}</p>
          <a
            href={state.href}
            download={state.name}
            className="inline-flex min-h-11 items-center justify-center gap-2 rounded-md bg-lamp px-4 text-say font-semibold text-on-lamp"
          >
            <Download size={16} aria-hidden />
            {t('export.save')}
          </a>
        </div>
      );
    case 'stopped':
      return <p role="status">{t('export.stopped')}</p>;
    case 'no-encoder':
      return <p role="alert">{t('export.noEncoder')}</p>;
    case 'no-scene':
      return <p role="alert">{t('export.noScene')}</p>;
    case 'failed':
      return (
        <p role="alert" className="text-bad">
          {state.said[language]}
        </p>
      );
    default:
      return state satisfies never;
  }
}
