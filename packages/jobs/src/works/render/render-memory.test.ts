import { expect, test } from 'vitest';
import { renderMemoryMib } from './render-memory.ts';

test('a process that draws may use half of the memory, or what a person says, and never too little to begin', () => {
  expect(renderMemoryMib({}, { totalBytes: 8 * 2 ** 30 })).toBe(4096);
  expect(renderMemoryMib({ FANTASCOPE_RENDER_MIB: ' ' }, { totalBytes: 2 ** 29 })).toBe(512);
  expect(renderMemoryMib({ FANTASCOPE_RENDER_MIB: '3000' }, { totalBytes: 2 ** 30 })).toBe(3000);
  for (const bad of ['a lot', '100', '1e99', '2000.5'])
    expect(() => renderMemoryMib({ FANTASCOPE_RENDER_MIB: bad }, { totalBytes: 2 ** 30 })).toThrow(/FANTASCOPE_RENDER_MIB/);
});
