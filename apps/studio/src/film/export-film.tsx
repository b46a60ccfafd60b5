import { LabelLevel, saysEnough } from '@fantascope/film';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, Upload } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { OpenFilm } from '../app/queries.ts';
import { server } from '../app/server.ts';
import { Button } from '../parts/button.tsx';
import { MiddleSheet } from '../parts/middle-sheet.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { changeFilm, filmLabelQuery } from './film-queries.ts';
import { sizesOf } from './sizes.ts';

const formats = ['h264', 'vp9', 'av1', 'prores', 'gif', 'webp'] as const;
const policies = ['clamp', 'allow', 'refuse'] as const;
const languages = ['zh,en', 'en,zh', 'zh', 'en'] as const;

/** Makes the film into a file on the server: size, format, captions; progress, a way to stop it, and the file. */
export function ExportFilm({ film }: Readonly<{ film: OpenFilm }>) {
  const { t } = useWords();
  // Here, so that it is still shown where the dialog was closed meanwhile.
  const [jobId, setJobId] = useState<string | null>(null);
  return (
    <Dialog.Root>
      <Dialog.Trigger asChild>
        <Button icon={<Upload size={14} aria-hidden />}>{t('film.export')}</Button>
      </Dialog.Trigger>
      <MiddleSheet title={t('film.exportTitle')}>
        <ExportForm film={film} jobId={jobId} onJob={setJobId} />
      </MiddleSheet>
    </Dialog.Root>
  );
}

function ExportForm({ film, jobId, onJob }: Readonly<{ film: OpenFilm; jobId: string | null; onJob: (jobId: string | null) => void }>) {
  const { t } = useWords();
  const sizes = sizesOf(film.document);
  const [size, setSize] = useState(`${film.document.widthPx}x${film.document.heightPx}`);
  const [format, setFormat] = useState<(typeof formats)[number]>('h264');
  const [outside, setOutside] = useState<(typeof policies)[number]>('clamp');
  const [captions, setCaptions] = useState(languages.find((each) => each === film.document.captionLanguages.join(',')) ?? 'zh,en');
  const label = useQuery(filmLabelQuery(film)).data;
  const [asked, setAsked] = useState<LabelLevel | null>(null);
  const levels = LabelLevel.options.filter((each) => label === undefined || saysEnough(each, label.least));
  const level = levels.find((each) => each === asked) ?? label?.least ?? 'opening';
  const start = useMutation({
    mutationFn: async () => {
      const wanted = captions.split(',') as ('zh' | 'en')[];
      // Captions belong to the film: what is exported is what it says.
      if (wanted.join() !== film.document.captionLanguages.join()) await changeFilm(film, { ...film.document, captionLanguages: wanted });
      const [widthPx = 1920, heightPx = 1080] = size.split('x').map(Number);
      return server().call(
        'film.render',
        { filmId: film.id, widthPx, heightPx, format, outside, label: level },
        { key: crypto.randomUUID() },
      );
    },
    onSuccess: ({ id }) => onJob(id),
  });
  return (
    <>
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <SelectField
          label={t('film.size')}
          value={size}
          choices={sizes.map((value) => ({ value, text: value.replace('x', ' × ') }))}
          onChange={setSize}
        />
        <SelectField
          label={t('film.format')}
          value={format}
          choices={formats.map((value) => ({ value, text: t(`film.format.${value}`) }))}
          onChange={setFormat}
        />
        <SelectField
          label={t('film.captionLanguages')}
          value={captions}
          choices={languages.map((value) => ({ value, text: t(`film.captions.${value}`) }))}
          onChange={setCaptions}
        />
        <SelectField
          label={t('film.outside')}
          value={outside}
          choices={policies.map((value) => ({ value, text: t(`film.outside.${value}`) }))}
          onChange={setOutside}
        />
        <SelectField
          label={t('film.label')}
          value={level}
          choices={levels.map((value) => ({ value, text: t(`film.labelLevel.${value}`) }))}
          onChange={setAsked}
          isDisabled={label === undefined}
          className="col-span-2 max-sm:col-span-1"
        />
      </div>
      {label === undefined ? null : (
        <>
          <p className="text-small text-t2">{t(`film.labelPolicy.${label.policy}`)}</p>
          <p className="text-small text-t2">
            {t('film.exportHolds', { takes: label.takes.length, stage: film.document.shots.length - label.takes.length })}
          </p>
        </>
      )}
      {start.error === null ? null : <Trouble error={start.error} />}
      {jobId === null ? (
        <Button
          look="lamp"
          size="large"
          className="sheet-foot"
          disabled={start.isPending || label === undefined}
          onClick={() => start.mutate()}
        >
          {t('film.doExport')}
        </Button>
      ) : (
        <Progress jobId={jobId} onAgain={() => onJob(null)} />
      )}
    </>
  );
}

function Progress({ jobId, onAgain }: Readonly<{ jobId: string; onAgain: () => void }>) {
  const { t, language } = useWords();
  const job = useQuery({
    queryKey: ['job', 'show', jobId],
    queryFn: ({ signal }) => server().call('job.show', { jobId }, { signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === 'queued' || state.data.state === 'running' ? 700 : false,
  });
  const cancel = useMutation({ mutationFn: () => server().call('job.cancel', { jobId }) });
  if (job.data === undefined)
    return job.error === null ? (
      <p className="text-t3">{t('film.queued')}</p>
    ) : (
      <Trouble error={job.error} retry={() => void job.refetch()} />
    );
  const { state, progressPermille, problem, output } = job.data;
  const assetId = (output as Readonly<{ assetId?: unknown }> | null)?.assetId;
  switch (state) {
    case 'queued':
    case 'running':
      return (
        <div className="flex items-center gap-3">
          <div
            role="progressbar"
            aria-label={t('film.exportTitle')}
            aria-valuenow={Math.floor(progressPermille / 10)}
            className="h-2 flex-1 overflow-hidden rounded-full bg-s4"
          >
            <div className="h-full bg-cam" style={{ width: `${progressPermille / 10}%` }} />
          </div>
          <span className="w-16 font-mono">
            {state === 'queued' ? t('film.queued') : t('film.percent', { percent: Math.floor(progressPermille / 10) })}
          </span>
          <Button disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('parts.cancel')}
          </Button>
        </div>
      );
    case 'done':
      return (
        <div className="flex flex-wrap items-center gap-3">
          <a
            href={`/api/v1/assets/${String(assetId)}/bytes?download=1`}
            download
            className="inline-flex min-h-11 items-center gap-2 rounded-md bg-lamp px-4 text-say font-semibold text-on-lamp"
          >
            <Download size={16} aria-hidden />
            {t('film.download')}
          </a>
          <Button look="quiet" onClick={onAgain}>
            {t('film.exportAgain')}
          </Button>
        </div>
      );
    case 'failed':
    case 'cancelled':
      return (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <span className="min-w-0 flex-1">
            {state === 'cancelled' ? t('film.exportStopped') : (problem?.[language] ?? t('film.exportFailed'))}
          </span>
          <Button onClick={onAgain}>{t('film.exportAgain')}</Button>
        </div>
      );
    default:
      return state satisfies never;
  }
}
