import type { DownloadProgress, HubFile } from '@fantascope/lift';
import type { GetFiles, GotFile } from '@fantascope/sound';

/** Where weights are kept, the environment that names the hub, and who hears of a download. */
export type VoiceFilesSetting = Readonly<{
  cacheDir: string;
  env: Readonly<Record<string, string | undefined>>;
  onDownload?: ((progress: DownloadProgress) => void) | undefined;
}>;

/** Gets the files that voices need: out of the cache's weights, else once from the hub, patiently, since they are only asked for by name. */
export function voiceFiles({ cacheDir: cache, env, onDownload }: VoiceFilesSetting): GetFiles {
  return async (files, { signal }) => {
    // Loaded only where a film asks for such a voice.
    const { hubFile } = await import('@fantascope/lift');
    const got: GotFile[] = [];
    for (const file of files satisfies readonly HubFile[]) {
      const one = await hubFile(file, {
        ...{ cache, env, isPatient: true },
        ...(onDownload === undefined ? {} : { onProgress: onDownload }),
        ...(signal === undefined ? {} : { signal }),
      });
      got.push(one);
      // Without one of them the others are of no use.
      if (one.outcome === 'absent') break;
    }
    return got;
  };
}
