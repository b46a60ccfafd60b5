import { Problem } from '@fantascope/client';
import type { ListedJob } from '../app/queries.ts';
import { queries, server } from '../app/server.ts';
import { languageNow, useWords } from '../words/use-words.ts';

/** Take files: made of a take, and brought in. */
export type TakeFiles = Readonly<{ make: (takeId: string) => Promise<void>; choose: () => void }>;

const ASK_MS = 700;

/** A job, once it has ended. It is asked after: it is short, and a page that lost its events would wait for ever. */
async function ended(job: ListedJob): Promise<ListedJob> {
  let now = job;
  while (now.endedAt === null) {
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    now = await server().call('job.show', { jobId: now.id });
  }
  return now;
}

function fieldOf(job: ListedJob, name: string): string | null {
  const output = job.output as Readonly<Record<string, unknown>> | null;
  const value = output?.[name];
  return typeof value === 'string' ? value : null;
}

/** Makes take files of a project and brings them in; what happens is told as sentences. */
export function useTakeFile(projectId: string, onSaid: (said: string | null) => void): TakeFiles {
  const { t } = useWords();
  const failed = (said: string) => onSaid(t('takes.workFailed', { said }));
  const attempt = async (work: () => Promise<ListedJob>): Promise<ListedJob | null> => {
    try {
      const job = await ended(await work());
      if (job.state === 'done') return job;
      failed(job.problem?.[languageNow()] ?? job.state);
    } catch (error) {
      failed(error instanceof Problem ? error.message : t('frame.serverGone'));
    }
    return null;
  };
  const bringIn = async (file: File) => {
    onSaid(t('takes.importing'));
    const done = await attempt(async () => {
      const reply = await fetch(`/api/v1/projects/${projectId}/files/${encodeURIComponent(file.name)}`, {
        method: 'PUT',
        headers: { 'accept-language': languageNow() },
        body: file,
      });
      const said = (await reply.json()) as Readonly<{ id: string }> & ConstructorParameters<typeof Problem>[0];
      if (!reply.ok) throw new Problem(said);
      return server().call('take.import', { projectId, assetId: said.id }, { key: crypto.randomUUID() });
    });
    if (done === null) return;
    await queries.invalidateQueries({ queryKey: ['take'] });
    onSaid(t('takes.imported'));
  };
  return {
    make: async (takeId) => {
      onSaid(t('takes.exporting'));
      const done = await attempt(() => server().call('take.export', { takeId }, { key: crypto.randomUUID() }));
      const assetId = done === null ? null : fieldOf(done, 'assetId');
      if (assetId === null) return;
      onSaid(t('takes.exported'));
      save(`/api/v1/assets/${assetId}/bytes?download=1`);
    },
    choose: () => {
      const input = document.createElement('input');
      input.type = 'file';
      input.addEventListener('change', () => {
        const [file] = input.files ?? [];
        if (file !== undefined) void bringIn(file);
      });
      input.click();
    },
  };
}

function save(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
