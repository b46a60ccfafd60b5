/** English sentences about backups. */
export const backupEn = {
  about: 'write the server’s database and assets into a new folder, also while it works',
  to: 'the folder to make',
  restoreAbout: 'put a backup into an empty data folder and database',
  from: 'the folder of the backup',
  made: (folder: string, { rows, blobs, mb }: Readonly<{ rows: number; blobs: number; mb: string }>): string =>
    `${folder}: ${rows} rows and ${blobs} assets (${mb} MB) of one moment.`,
  noKeys: 'Keys of providers are not in it; set them again after a restore.',
  restored: (home: string, { rows, blobs, mb }: Readonly<{ rows: number; blobs: number; mb: string }>): string =>
    `${home}: ${rows} rows and ${blobs} assets (${mb} MB) restored, every byte checked.`,
  once: 'Takes that were open then go on when the server starts: the server the backup was made from must not run any more. Set the keys of providers again.',
};
