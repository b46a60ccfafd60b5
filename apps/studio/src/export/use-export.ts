import { Problem } from '@fantascope/client';
import type { LabelLevel } from '@fantascope/film';
import { useEffect, useRef, useState } from 'react';
import { server } from '../app/server.ts';
import { useDirect } from '../direct/direct-context.ts';
import type { Said } from '../preview/preview-messages.ts';
import { saidOf } from '../preview/said-of.ts';
import { exportShot } from './export-shot.ts';
import type { ExportFormat } from './export-worker.ts';

/** What is to be made, and by whom. */
export type Wanted =
  | Readonly<{ where: 'server'; format: 'h264' | 'vp9' | 'prores' | 'gif' }>
  | Readonly<{ where: 'browser'; format: ExportFormat }>;

/** How an export stands. `href` is where the finished file lies. */
export type ExportState =
  | Readonly<{ is: 'idle' | 'queued' | 'stopped' | 'no-encoder' | 'no-scene' }>
  | Readonly<{ is: 'running'; doneRatio: number }>
  | Readonly<{ is: 'ready'; href: string; name: string }>
  | Readonly<{ is: 'failed'; said: Said }>;

const POLL_MS = 700;

/** Makes the open shot into a file; one at a time. The server's goes on when the page is closed, the browser's ends with it. */
export function useExport(): Readonly<{ state: ExportState; start: (wanted: Wanted, level: LabelLevel | null) => void; stop: () => void }> {
  const { film, shotId, store, preview } = useDirect();
  const [state, setState] = useState<ExportState>({ is: 'idle' });
  const running = useRef<AbortController | null>(null);
  const made = useRef<string | null>(null);
  useEffect(
    () => () => {
      running.current?.abort();
      if (made.current !== null) URL.revokeObjectURL(made.current);
    },
    [],
  );

  const inBrowser = async (format: ExportFormat, level: LabelLevel | null, signal: AbortSignal) => {
    const { sceneBytes, phase } = preview.state();
    if (sceneBytes === null || phase !== 'full') return setState({ is: 'no-scene' });
    // The server says what the file has to carry, of the shot as it is now; less than its policy asks it refuses.
    await store.flush();
    const label = await server().call('shot.label', { shotId, ...(level === null ? {} : { label: level }) }, { signal });
    const { shot } = store.state();
    const { widthPx, heightPx, fps, seed, grade, captionLanguages } = film.document;
    const showing = {
      ...{ fps, seed, captionLanguages, widthPx, heightPx, aspectRatio: widthPx / heightPx },
      shot: grade === undefined || shot.grade !== undefined ? shot : { ...shot, grade },
    };
    setState({ is: 'running', doneRatio: 0 });
    const asked = { showing, bytes: sceneBytes, format, label };
    const done = await exportShot(asked, { signal, onProgress: (doneRatio) => setState({ is: 'running', doneRatio }) });
    if ('failed' in done) return setState(done.failed === 'no-encoder' ? { is: 'no-encoder' } : { is: 'failed', said: done.failed });
    made.current = URL.createObjectURL(done.file);
    setState({ is: 'ready', href: made.current, name: `${shot.name ?? 'shot'}.${format}` });
  };

  const onServer = async (format: 'h264' | 'vp9' | 'prores' | 'gif', level: LabelLevel | null, signal: AbortSignal) => {
    // The server renders what it has: what is not written yet goes first.
    await store.flush();
    const { widthPx, heightPx, fps } = film.document;
    setState({ is: 'queued' });
    let job = await server().call(
      'shot.render',
      { shotId, widthPx, heightPx, fps, format, ...(level === null ? {} : { label: level }) },
      { signal },
    );
    const cancel = () => void server().call('job.cancel', { jobId: job.id });
    signal.addEventListener('abort', cancel, { once: true });
    while (job.state === 'queued' || job.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      if (signal.aborted) return;
      job = await server()
        .call('job.show', { jobId: job.id })
        // A server that restarts goes on with its job.
        .catch((error: unknown) => {
          if (error instanceof Problem && error.status < 500) throw error;
          return job;
        });
      if (job.state === 'running') setState({ is: 'running', doneRatio: job.progressPermille / 1000 });
    }
    signal.removeEventListener('abort', cancel);
    if (job.problem !== null) return setState({ is: 'failed', said: job.problem });
    if (job.state === 'cancelled') return setState({ is: 'stopped' });
    const { assetId } = job.output as Readonly<{ assetId: string }>;
    const asset = await server().call('asset.show', { assetId });
    setState({ is: 'ready', href: `/api/v1/assets/${assetId}/bytes?download=1`, name: asset.name });
  };

  return {
    state,
    start: (wanted, level) => {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      const work = wanted.where === 'browser' ? inBrowser(wanted.format, level, own.signal) : onServer(wanted.format, level, own.signal);
      work.catch((error: unknown) => {
        if (own.signal.aborted) return;
        setState({ is: 'failed', said: error instanceof Problem ? { en: error.message, zh: error.message } : saidOf(error) });
      });
    },
    stop: () => {
      running.current?.abort();
      setState({ is: 'stopped' });
    },
  };
}
