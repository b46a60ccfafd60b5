import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { providerNameOf } from './provider-names.ts';

test('every provider of the catalogue has a name, and an entry of one’s own that of its host', () => {
  const unnamed = catalogue().filter(
    (entry) => entry.baseUrl !== undefined && providerNameOf(entry).en === new URL(entry.baseUrl).hostname,
  );
  expect(unnamed.map(({ id }) => id)).toEqual([]);
  expect(providerNameOf({ wire: 'kling-v1', baseUrl: 'https://api.example.com/v1' }).zh).toBe('api.example.com');
  expect(providerNameOf({ wire: 'comfyui', baseUrl: 'http://127.0.0.1:8188' }).en).toBe('Your own server');
});
