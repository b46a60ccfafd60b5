/** ffmpeg's reader of each type. Named, so that a playlist or a script under another name is never followed to other files or hosts. */
const demuxers: Readonly<Record<string, string>> = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'audio/mp4': 'mov',
  'video/webm': 'matroska',
  'video/x-matroska': 'matroska',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
};

/** The name of ffmpeg's reader for a type of ours; mov for one that it has none for, which then cannot be read. */
export function demuxerOf(mime: string): string {
  return demuxers[mime] ?? 'mov';
}
