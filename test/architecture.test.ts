import { readFileSync } from 'node:fs';
import path from 'node:path';
import { words } from '@fantascope/film';
import { describe, expect, test } from 'vitest';
import {
  code,
  exportsOf,
  filesImportedBy,
  importsOf,
  isDocumented,
  loadedBy,
  packageOf,
  read,
  root,
  sourceFiles,
  workspaces,
} from './source-tree.ts';

/** Which rooms a room may build on (ARCHITECTURE.md). A new room gets a row here first. */
const arrows: Record<string, readonly string[]> = {
  '@fantascope/film': [],
  '@fantascope/stage': ['film'],
  '@fantascope/lift': ['film', 'stage'],
  '@fantascope/media': ['film'],
  '@fantascope/models': ['film'],
  '@fantascope/plan': ['film', 'models'],
  '@fantascope/writer': ['film', 'models'],
  '@fantascope/emulators': ['film', 'media'],
  '@fantascope/take': ['film', 'models', 'plan', 'media'],
  '@fantascope/sound': ['film', 'media', 'models'],
  '@fantascope/render': ['film', 'stage', 'lift', 'media', 'sound'],
  '@fantascope/jobs': ['film', 'stage', 'lift', 'media', 'sound', 'render', 'models', 'plan', 'take'],
  '@fantascope/client': [],
  '@fantascope/server': ['film', 'jobs'],
  // Of lift only what runs in a browser (`./in-browser`), of take only how money is written (`./money`).
  '@fantascope/studio': ['film', 'stage', 'lift', 'take', 'client'],
  fantascope: ['film', 'stage', 'lift', 'media', 'sound', 'render', 'models', 'plan', 'writer', 'take', 'jobs', 'client', 'server'],
};
const pure = ['@fantascope/film', '@fantascope/stage'];
const rooms = workspaces();
const isTest = (file: string) => file.endsWith('.test.ts');
const allFiles = [...sourceFiles('packages', 'apps', 'bench', 'examples', 'test'), 'setup.mjs', 'vitest.config.ts'];
const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

describe('rooms and arrows', () => {
  test('every room has its row of allowed arrows', () => {
    expect(rooms.map(({ name }) => name).sort()).toEqual(Object.keys(arrows).sort());
  });

  test('package.json lists only rooms below', () => {
    const up = rooms.flatMap(({ name, dependencies }) =>
      dependencies
        .filter((dependency) => dependency.startsWith('@fantascope/') && !arrows[name]?.includes(dependency.replace('@fantascope/', '')))
        .map((dependency) => `${name} → ${dependency}`),
    );
    expect(up).toEqual([]);
  });

  test('a source file imports only what its package.json lists, and nothing by path from another room', () => {
    const strays = rooms.flatMap(({ name, folder, dependencies }) =>
      sourceFiles(folder).flatMap((file) => [
        ...importsOf(file)
          .map(packageOf)
          .filter(
            (from) => from !== undefined && from !== name && !dependencies.includes(from) && !(isTest(file) && from in devDependencies),
          )
          // Build scripts beside src/ are run from the root and may use its tools.
          .filter((from) => file.startsWith(`${folder}/src/`) || !((from as string) in devDependencies))
          .map((from) => `${file} → ${from}`),
        ...filesImportedBy(file)
          .filter((other) => !other.startsWith(`${folder}/`) && other !== 'setup.mjs' && !(isTest(file) && other.startsWith('test/')))
          .map((other) => `${file} → ${other}`),
      ]),
    );
    expect(strays).toEqual([]);
  });

  test('film and stage are deterministic: no Node, no clock, no randomness, no network', () => {
    const strays = rooms
      .filter(({ name }) => pure.includes(name))
      .flatMap(({ folder }) => sourceFiles(`${folder}/src`).filter((file) => !isTest(file)))
      .filter((file) => /\bMath\.random\b|\bnew Date\b|\bDate\.now\b|\bperformance\.now\b|\bfetch\(|'node:/.test(code(file)));
    expect(strays).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (trail.includes(file) || done.has(file)) return;
      for (const next of filesImportedBy(file, loadedBy(file)).filter((other) => allFiles.includes(other))) walk(next, [...trail, file]);
      done.add(file);
    };
    for (const file of allFiles) walk(file, []);
    expect(cycles).toEqual([]);
  });

  test('relative imports name files that exist', () => {
    const lost = allFiles.flatMap((file) =>
      filesImportedBy(file)
        .filter((other) => /\.(ts|mjs)$/.test(other) && other !== 'setup.mjs' && !allFiles.includes(other))
        .map((other) => `${file} → ${other}`),
    );
    expect(lost).toEqual([]);
  });
});

describe('files', () => {
  test('no file is longer than 500 lines', () => {
    // Generated from the table of operations, and read by nobody.
    const written = allFiles.filter((file) => file !== 'packages/client/src/operations.ts');
    const long = written.map((file) => ({ file, lines: read(file).trimEnd().split('\n').length })).filter(({ lines }) => lines > 500);
    expect(long).toEqual([]);
  });

  test('no file or folder is a drawer for everything', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|shared|types|misc|lib)(\.[a-z.]+)?(\/|$)/;
    expect(allFiles.filter((file) => drawers.test(file))).toEqual([]);
  });

  test('every TODO names its issue', () => {
    expect(allFiles.filter((file) => /\b(TODO|FIXME)\b(?!.*#\d)/.test(read(file)) && file !== 'test/architecture.test.ts')).toEqual([]);
  });

  test('the lock file names no host', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
  });
});

describe('exports', () => {
  test('everything a room exports has a doc comment', () => {
    const bare = rooms.flatMap(({ entry }) =>
      entry === undefined
        ? []
        : exportsOf(entry)
            .filter((each) => !isDocumented(each))
            .map(({ name, file }) => `${name} (${file})`),
    );
    expect(bare).toEqual([]);
  });

  test('the reader of exports sees them all', () => {
    const seen = exportsOf('packages/film/src/index.ts').map(({ name }) => name);
    expect(seen).toContain('Fault');
    expect(seen).toContain('Move');
    expect(seen).toContain('Pose');
  });
});

describe('words', () => {
  /** A parameter may have a form for each language: {problemEn} in one sentence answers to {problemZh} in the other. */
  const placeholders = (sentence: string, own: 'En' | 'Zh') =>
    [...new Set(sentence.match(/\{\w+\}/g) ?? [])].map((each) => each.replace(`${own}}`, '}')).sort();

  test('both languages of a sentence have the same parameters', () => {
    const uneven = Object.entries(words).filter(([, row]) => placeholders(row.en, 'En').join() !== placeholders(row.zh, 'Zh').join());
    expect(uneven.map(([code]) => code)).toEqual([]);
  });

  test('the Chinese sentence is Chinese and the English one is not', () => {
    const swapped = Object.entries(words).filter(([, row]) => !/\p{Script=Han}/u.test(row.zh) || /^\p{Script=Han}/u.test(row.en));
    expect(swapped.map(([code]) => code)).toEqual([]);
  });

  test('a code is room.what-happened and its exit code is one that doors know', () => {
    const exits = [0, 1, 2, 3, 4, 5, 6, 130];
    const odd = Object.entries(words).filter(([code, row]) => !/^[a-z]+\.[a-z0-9-]+$/.test(code) || !exits.includes(row.exit));
    expect(odd.map(([code]) => code)).toEqual([]);
  });

  test('every sentence is said somewhere: its code is in a room, whole or put together', () => {
    const said = sourceFiles('packages', 'apps').filter((file) => !isTest(file) && !file.startsWith('packages/film/src/words/'));
    const text = said.map(code).join('\n');
    const quoted = new Set(text.match(/(?<=')[\w.-]+(?=')/g));
    const names = new Set(text.match(/\b[a-z][A-Za-z0-9]*\b/g));
    // `plan.part-${name}`: then what fills the gap stands in a room as well, as a text or, in camel case, as a name.
    const starts = [...text.matchAll(/`([a-z]+\.[a-z0-9-]*)\$\{/g)].map(([, start = '']) => start);
    const isPutTogether = (whole: string) =>
      starts.some((start) => {
        const gap = whole.slice(start.length);
        return (
          whole.startsWith(start) && (quoted.has(gap) || names.has(gap.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())))
        );
      });
    expect(Object.keys(words).filter((each) => !quoted.has(each) && !isPutTogether(each))).toEqual([]);
  });
});
