// A film that goes out: what platforms want of it, and its captions as files. An entry of its own: no page checks films, and the words would only be weight.
export { type CaptionFileFormat, type CaptionLanguages, captionFile } from './deliver/caption-file.ts';
export { deliverProblems } from './deliver/check-deliver.ts';
