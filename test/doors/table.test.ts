import { readFileSync } from 'node:fs';
import { routes } from '@fantascope/client';
import { operations } from '@fantascope/jobs';
import { expect, test } from 'vitest';
import { clientText } from '../../apps/server/src/client/client-text.ts';

const root = new URL('../../', import.meta.url);

test('no two operations lie on one route, and no two have one name', () => {
  // What a router sees: parameters are alike whatever they are called.
  const seen = operations.map(({ route }) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, '{}')}`);
  const names = operations.map(({ name }) => name);
  expect(seen.filter((each, at) => seen.indexOf(each) !== at)).toEqual([]);
  expect(names.filter((each, at) => names.indexOf(each) !== at)).toEqual([]);
});

test('a fixed route is not swallowed by an earlier one with a parameter in its place', () => {
  const swallowed = operations.flatMap(({ name, route }, at) =>
    operations.slice(0, at).flatMap((earlier) => {
      const pattern = new RegExp(`^${earlier.route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      const isSame = earlier.route.path.replaceAll(/\{\w+\}/g, '{}') === route.path.replaceAll(/\{\w+\}/g, '{}');
      return earlier.route.method === route.method && !isSame && pattern.test(route.path) ? [`${name} by ${earlier.name}`] : [];
    }),
  );
  expect(swallowed).toEqual([]);
});

test('every parameter of a path is a field of the input that is needed', () => {
  const lost = operations.flatMap(({ name, route, input }) =>
    [...route.path.matchAll(/\{(\w+)\}/g)]
      .map(([, field]) => field as string)
      .filter((field) => input.shape[field] === undefined || input.shape[field].safeParse(undefined).success)
      .map((field) => `${name}: ${field}`),
  );
  expect(lost).toEqual([]);
});

test('what reads is a GET and what does not is none, and only what may cost money shows a plan', () => {
  const odd = operations.filter(
    ({ effect, route, preview }) => (effect === 'reads') !== (route.method === 'GET') || (effect === 'spends') !== (preview !== undefined),
  );
  expect(odd.map(({ name }) => name)).toEqual([]);
});

test('every operation says what it does in both languages', () => {
  const silent = operations.filter(
    ({ says }) => !/\p{Script=Han}/u.test(says.zh) || /\p{Script=Han}/u.test(says.en) || !says.en.endsWith('.'),
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('the generated client is that of this table: npm run client', () => {
  expect(readFileSync(new URL('packages/client/src/operations.ts', root), 'utf8')).toBe(clientText(operations));
  expect(Object.keys(routes)).toEqual(operations.map(({ name }) => name));
});
