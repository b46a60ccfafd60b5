import type { WordParams } from '@fantascope/film';
import { cacheDir } from '@fantascope/lift/lifted';
import type { JobRoom } from './job-room.ts';
import { workFolder } from './work-folder.ts';

/** What a fault says, without the folders of this machine: a person elsewhere is shown names, not paths. */
export function cleanReason(params: WordParams, { home, settings }: Pick<JobRoom, 'home' | 'settings'>): WordParams {
  const folders = [workFolder(home), home, cacheDir(settings.env)];
  const clean = (text: string) =>
    folders.reduce((said, folder) => said.replaceAll(`${folder}/`, ''), text).replaceAll(/job_[0-9A-Z]{26}-[0-9a-f-]{36}\//g, '');
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value]));
}

/** Notices without those folders. */
export function cleanNotices<Told extends Readonly<{ params: WordParams }>>(
  notices: readonly Told[],
  room: Pick<JobRoom, 'home' | 'settings'>,
): readonly Told[] {
  return notices.map((notice) => ({ ...notice, params: cleanReason(notice.params, room) }));
}
