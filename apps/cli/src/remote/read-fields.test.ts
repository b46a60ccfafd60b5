import { expect, test } from 'vitest';
import type { Described, Schema } from './described.ts';
import { inputOf, readWords } from './read-fields.ts';

const field = (name: string, schema: Schema, place: 'path' | 'query' | 'body' = 'body') => ({ name, in: place, isRequired: false, schema });
const operation: Described = {
  name: 'thing.do',
  says: { en: 'Does.', zh: '做。' },
  method: 'POST',
  path: '/things',
  isConfirmed: false,
  fields: [
    field('name', { type: 'string' }),
    field('mostUsd', { type: 'number' }),
    field('isOn', { type: 'boolean' }),
    field('takeIds', { type: 'array', items: { type: 'string' } }),
    field('document', { type: 'object' }),
    field('verdict', { anyOf: [{ type: 'string', enum: ['kept'] }, { type: 'null' }] }),
    field('value', { type: 'string', writeOnly: true }),
  ],
};
const read = (...argv: string[]) => inputOf(readWords(argv, operation), operation);

test('words become the types of their fields', () => {
  expect(read('--name', '12', '--most-usd', '0.5', '--isOn', 'false')).toEqual({ name: '12', mostUsd: 0.5, isOn: false });
  expect(read('--mostUsd=-1', '--isOn')).toEqual({ mostUsd: -1, isOn: true });
  expect(read('--verdict', 'null')).toEqual({ verdict: null });
  expect(read('--name', 'null')).toEqual({ name: 'null' });
});

test('several words for a list are its items, and JSON is taken as it is', () => {
  expect(read('--takeIds', 'a', '--takeIds', 'b')).toEqual({ takeIds: ['a', 'b'] });
  expect(read('--takeIds', '["a","b"]', '--document', '{"n":1}')).toEqual({ takeIds: ['a', 'b'], document: { n: 1 } });
});

test('what does not fit its field goes to the server as it is, which refuses it by name', () => {
  expect(read('--mostUsd', 'much', '--nobodyKnows', 'x')).toEqual({ mostUsd: 'much', nobodyKnows: 'x' });
});

test('fields lie over the whole input', () => {
  expect(read('--input', '{"name":"a","isOn":true}', '--name', 'b')).toEqual({ name: 'b', isOn: true });
});

test('a secret is not taken from words that others on the machine can see', () => {
  expect(() => read('--value', 'sk-1')).toThrow(expect.objectContaining({ code: 'cli.secret-in-sight' }));
  expect(read('--input', '{"value":"sk-1"}')).toEqual({ value: 'sk-1' });
});

test('what is no field is refused with a sentence', () => {
  expect(() => read('stray')).toThrow(expect.objectContaining({ code: 'cli.not-a-field' }));
  expect(() => read('--name', 'a', '--name', 'b')).toThrow(expect.objectContaining({ code: 'cli.field-twice' }));
  expect(() => read('--input', '[1]')).toThrow(expect.objectContaining({ code: 'cli.bad-input-json' }));
  expect(() => readWords(['--confirm'], operation)).toThrow(expect.objectContaining({ code: 'cli.missing' }));
});

test('--key names the call, except where the operation has such a field', () => {
  expect(readWords(['--key', 'k'], operation).options.idempotencyKey).toBe('k');
  const own = { ...operation, fields: [field('key', { type: 'string' })] };
  expect(inputOf(readWords(['--key', 'k', '--idempotency-key', 'i'], own), own)).toEqual({ key: 'k' });
});
