import { execFile } from 'node:child_process';
import { Fault } from '@fantascope/film';

/** How loud a file is, as ffmpeg's ebur128 measures it decoded; null for silence. */
export type MeasuredSound = Readonly<{ integratedLufs: number | null; truePeakDbtp: number | null; rangeLu: number }>;

/** Measures a sound or video file's loudness and true peak with ffmpeg, an instrument of others than who mixed it. Throws sound.not-measured. */
export async function measureSound(file: string, { ffmpegPath }: { ffmpegPath: string }): Promise<MeasuredSound> {
  const failed = (reason: string, cause?: unknown) => new Fault('sound.not-measured', { file, reason }, { cause });
  const args = [
    '-nostdin',
    '-hide_banner',
    '-nostats',
    '-i',
    file,
    '-map',
    '0:a:0',
    '-af',
    'ebur128=peak=true:framelog=verbose',
    '-f',
    'null',
    '-',
  ];
  const told = await new Promise<string>((resolve, reject) => {
    execFile(ffmpegPath, args, { maxBuffer: 1 << 26 }, (error, _, stderr) => {
      if (error === null) resolve(stderr);
      else reject(failed(stderr.trim().split('\n').at(-1) ?? error.message, error));
    });
  });
  const summary = told.slice(told.lastIndexOf('Summary:'));
  const figure = (name: string, unit: string) => {
    const text = new RegExp(`\\b${name}:\\s+(\\S+) ${unit}`).exec(summary)?.[1];
    if (text === undefined) throw failed(`ffmpeg does not say its ${name}`);
    return Number(text.replace('inf', 'Infinity'));
  };
  const integratedLufs = figure('I', 'LUFS');
  const truePeakDbtp = figure('Peak', 'dBFS');
  return {
    // ebur128 counts from −70 LUFS, its absolute gate.
    integratedLufs: integratedLufs <= -70 ? null : integratedLufs,
    truePeakDbtp: Number.isFinite(truePeakDbtp) ? truePeakDbtp : null,
    rangeLu: figure('LRA', 'LU'),
  };
}
