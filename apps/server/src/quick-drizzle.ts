import { type ResolveFnOutput, registerHooks } from 'node:module';

const inside = /\/node_modules\/drizzle-orm\/[^?]*\.js$/;

/**
 * Node parses the package.json of a package anew for every file of it and for every import of it. That of drizzle-orm is 180 kB, and half of a
 * server's start went there. Its files name each other by path and are modules, and each of its names is found once.
 */
export function quickDrizzle(): void {
  const found = new Map<string, ResolveFnOutput>();
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier.startsWith('.') && context.parentURL !== undefined && inside.test(context.parentURL))
        return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
      if (specifier !== 'drizzle-orm' && !specifier.startsWith('drizzle-orm/')) return next(specifier, context);
      const known = found.get(specifier) ?? { ...next(specifier, context), shortCircuit: true };
      found.set(specifier, known);
      return known;
    },
  });
}
