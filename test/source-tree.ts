import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** One workspace: a package or an app. `dependencies` are all names its package.json lists to run with. */
export type Workspace = Readonly<{ name: string; folder: string; dependencies: readonly string[]; entry: string | undefined }>;

/** Every workspace, in no particular order. */
export function workspaces(): Workspace[] {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(path.join(root, group)).flatMap((short) => {
      const folder = `${group}/${short}`;
      const file = path.join(root, folder, 'package.json');
      if (!existsSync(file)) return [];
      const { name, dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; dependencies?: Record<string, string> };
      const entry = `${folder}/src/index.ts`;
      return [{ name, folder, dependencies: Object.keys(dependencies), entry: existsSync(path.join(root, entry)) ? entry : undefined }];
    }),
  );
}

// `peers` and `clients` hold other people's programs and what drives them, with dependencies of their own.
const skipped = new Set(['node_modules', 'out', 'dist', 'peers', 'clients', '.git', 'coverage']);

/** Paths, relative to the root, of all source files under the given folders or of the given files. */
export function sourceFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith('dist') ? [] : sourceFiles(file);
      return /\.(ts|tsx|mjs|js)$/.test(entry.name) ? [file] : [];
    }),
  );
}

/** The text of a file named relative to the root. */
export function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** A file's text without its comments, so that an example in a comment is not taken for code. */
export function code(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

/** What a file imports or re-exports, as written: static and dynamic imports, and worker files named by `new URL`. */
export function importsOf(file: string): string[] {
  const text = code(file);
  const patterns = [
    /^\s*(?:import|export)\s[^'";]*?from\s*'([^']+)'/gm,
    /^\s*import\s*'([^']+)'/gm,
    /\bimport\(\s*'([^']+)'\s*\)/g,
    /\bnew URL\(\s*'(\.[^']+\.ts)'/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] as string));
}

/** What a file imports at run time: types are gone by then. */
export function loadedBy(file: string): string[] {
  const types = [...code(file).matchAll(/^\s*(?:import|export)\s+type\s[^'";]*?from\s*'([^']+)'/gm)].map((match) => match[1] as string);
  return importsOf(file).filter((specifier) => !types.includes(specifier));
}

/** The relative ones of a file's imports, as paths relative to the root. */
export function filesImportedBy(file: string, imports = importsOf(file)): string[] {
  return imports.filter((specifier) => specifier.startsWith('.')).map((specifier) => path.posix.join(path.posix.dirname(file), specifier));
}

/** The package a bare import names: `@a/b/c` → `@a/b`; undefined for relative ones and those of Node. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:') || specifier.startsWith('#')) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Every name of its own that an index.ts exports, with the file that declares it; what it hands on from another room is documented there. */
export function exportsOf(index: string): { name: string; file: string }[] {
  const text = code(index);
  const found = [...text.matchAll(/export\s+(?:type\s+)?\{([^}]*)\}\s*from\s*'([^']+)'/g)].flatMap(([, names = '', from = '']) => {
    if (packageOf(from) !== undefined) return [];
    // What another room exports is described there.
    if (!from.startsWith('.')) return [];
    const file = path.posix.join(path.posix.dirname(index), from);
    return names
      .split(',')
      .map(
        (name) =>
          name
            .trim()
            .replace(/^type\s+/, '')
            .split(/\s+as\s+/)[0] as string,
      )
      .filter((name) => name !== '')
      .map((name) => ({ name, file }));
  });
  const starred = [...text.matchAll(/export\s+\*\s+from\s*'([^']+)'/g)].map((match) =>
    path.posix.join(path.posix.dirname(index), match[1] as string),
  );
  const own = [...text.matchAll(/^export\s+(?:async\s+)?(?:function\*?|const|class|type|interface|let)\s+(\w+)/gm)];
  return [...found, ...starred.flatMap(exportsOf), ...own.map((match) => ({ name: match[1] as string, file: index }))];
}

/** Whether a file declares a name with a doc comment right before it. A schema and its type share one name and need one comment. */
export function isDocumented({ name, file }: { name: string; file: string }): boolean {
  const text = read(file);
  const declaration = new RegExp(
    `^export\\s+(?:declare\\s+)?(?:abstract\\s+)?(?:async\\s+)?(?:function\\*?|const|class|type|interface|let)\\s+${name}\\b`,
    'gm',
  );
  const declarations = [...text.matchAll(declaration)];
  if (declarations.length > 0) return declarations.some(({ index }) => /\*\/\s*$/.test(text.slice(0, index)));
  // Declared further down: this file hands it on.
  const onward = exportsOf(file).find((each) => each.name === name && each.file !== file);
  return onward !== undefined && isDocumented(onward);
}
