import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StageMemory } from './stage-memory.ts';

describe('stage memory', () => {
  it('never hands out one byte twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.nat(3)), { maxLength: 60 }), (steps) => {
        const memory = new StageMemory(64 * 2 ** 20);
        const held = new Map<number, number>();
        for (const [bytes, drop] of steps) {
          const address = memory.take(bytes);
          for (const [other, size] of held) expect(address + bytes <= other || other + size <= address).toBe(true);
          expect(address % 64).toBe(0);
          expect(address + bytes).toBeLessThan(memory.memory.buffer.byteLength);
          held.set(address, bytes);
          if (drop === 0) {
            const first = held.keys().next().value as number;
            memory.free(first);
            held.delete(first);
          }
        }
        for (const address of held.keys()) memory.free(address);
        expect(memory.heldBytes).toBe(0);
      }),
    );
  });

  it('stays as large as its largest moment over a hundred scenes, two held at a time', () => {
    const memory = new StageMemory();
    const sizes = [30, 42, 35, 50, 28].map((mb) => mb * 2 ** 20);
    const held: number[] = [];
    for (let shot = 0; shot < 100; shot++) {
      held.push(memory.take(sizes[shot % sizes.length] as number));
      if (held.length > 2) memory.free(held.shift() as number);
    }
    expect(memory.memory.buffer.byteLength).toBeLessThan(4 * 50 * 2 ** 20);
  });

  it('gives all of a freed memory to one large block', () => {
    const memory = new StageMemory();
    const blocks = [1, 2, 3].map(() => memory.take(2 ** 20));
    for (const address of [blocks[1], blocks[0], blocks[2]]) memory.free(address as number);
    expect(memory.take(3 * 2 ** 20)).toBe(blocks[0]);
  });

  it('for threads never grows, and says when it is full', () => {
    const memory = StageMemory.forThreads();
    const { buffer } = memory.memory;
    for (const megabytes of [1, 900, 1500]) memory.take(megabytes * 2 ** 20);
    expect(memory.memory.buffer).toBe(buffer);
    expect(() => memory.take(2 ** 31)).toThrow(RangeError);
  });
});
