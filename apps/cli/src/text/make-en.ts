/** English sentences of making a film from a brief. */
export const makeEn = {
  about: 'a brief (Markdown, text, YAML or JSON; Chinese or English) becomes a finished film',
  brief: 'the brief: an idea, a story, a script or a list of shots',
  photos: 'a folder of photographs for the shots, by name, by caption, then in order',
  voice: "the language its lines are spoken in; off: only captions (default: the brief's own)",
  save: 'where the film document is written, to be edited and made again with `fantascope film` (default: beside the film)',
  dryRun: 'print the list of shots and write nothing',
  columns: { length: 'length', shows: 'shows', camera: 'camera', line: 'said' },
  total: (shots: number, seconds: string): string => `${shots} shots, ${seconds} s`,
  saved: (path: string): string => `${path}: the film document; edit it and make it again with \`fantascope film ${path}\``,
};
