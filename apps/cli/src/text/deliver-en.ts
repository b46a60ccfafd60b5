/** English sentences of where films go. */
export const deliverEn = {
  for: (ids: string): string =>
    `where it will be shown, one or several: ${ids}; sets the shape, keeps words within what stays free, checks length and size`,
  captions: 'also write the captions as files beside the film: srt, vtt or both',
  written: (path: string): string => `  captions: ${path}`,
  times: (captions: number, spoken: number, offMs: string | null, rates: string): string =>
    `  captions: ${captions}${offMs === null ? '' : `, ${spoken} spoken, each within ${offMs} ms of its first word`}; fastest ${rates}`,
  read: (language: 'zh' | 'en', perSec: string): string => `${perSec} ${language === 'zh' ? 'Chinese' : 'English'} characters a second`,
  tooFast: (easy: number): string => ` (hard to read: more than ${easy})`,
  about: 'the platforms a film can be made for with --for',
  columns: {
    id: 'platform',
    name: 'name',
    shape: 'shape',
    lengthSec: 'length s',
    megabytes: 'most MB',
    zone: 'free % top / right / bottom / left',
    lufs: 'LUFS',
  },
  unpublished: '—',
  customary: (asOf: string): string => `These are customary figures, looked up on ${asOf}, not promises of the platforms.`,
};
