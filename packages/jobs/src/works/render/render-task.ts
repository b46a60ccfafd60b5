import type { Bilingual, Film, FrameSize, LabelLevel, Shot, WordParams } from '@fantascope/film';
import type { Outside } from '@fantascope/lift/lifted';
import type { FilmFormat } from '@fantascope/media/formats';

/** What the process that draws is asked: a film to a file, or the files that a model's request asks of the stage. Paths in documents are names in `folder`. */
export type RenderTask =
  | Readonly<{
      task: 'film';
      film: Film;
      folder: string;
      out: string;
      format: FilmFormat;
      outside: Outside;
      cache: string;
      /** Videos that stand for shots, names in `folder`; `key` names their bytes. */
      footage: readonly Readonly<{ index: number; file: string; key: string }>[];
      label?: Readonly<{ level: LabelLevel; text: Bilingual; tags: Readonly<Record<string, string>> }>;
    }>
  | Readonly<{
      task: 'control';
      shot: Shot;
      folder: string;
      /** Of what is wanted: those that are made, and all that the request names. */
      make: readonly string[];
      wants: Readonly<{
        names: readonly string[];
        model: string;
        aspectRatio?: number;
        isGoingOn: boolean;
        frames?: number;
        widthPx?: number;
        heightPx?: number;
      }>;
      frame: FrameSize & Readonly<{ fps: Film['fps'] }>;
      cache: string;
    }>;

/** What was made, by the task. `notices` are codes with their parameters. */
export type RenderMade = Readonly<{
  film?: Readonly<{ frames: number; widthPx: number; heightPx: number; fps: number; wallMs: number; reusedFrames: number }>;
  files?: readonly Readonly<{ name: string; path: string; mime: string; fileName: string }>[];
  notices: readonly Readonly<{ code: string; params: WordParams }>[];
}>;

/** What it tells on the way. */
export type RenderNews = Readonly<{ doneRatio: number }>;
