import { describe, expect, test } from 'vitest';
import { readAir, readShutter } from './air-value.ts';

describe('--air', () => {
  test('reads a kind, a count, and several in their order', () => {
    expect(readAir('petals')).toEqual([{ kind: 'petals' }]);
    expect(readAir('fog', readAir('snow:300'))).toEqual([{ kind: 'snow', count: 300 }, { kind: 'fog' }]);
  });

  test.each(['leaves', 'petals:', 'petals:0', 'petals:1.5', 'petals:20001', 'petals:10:20', ''])(
    'refuses "%s" and says what there is',
    (value) => {
      expect(() => readAir(value)).toThrow(/petals, seeds, rain/);
    },
  );
});

describe('--shutter', () => {
  test('reads an angle, for the camera too where that is said', () => {
    expect(readShutter('180')).toEqual({ angleDeg: 180, isOnCamera: false });
    expect(readShutter('90,camera')).toEqual({ angleDeg: 90, isOnCamera: true });
  });

  test.each(['', 'wide', '361', '-1', '180,film', '180,camera,1'])('refuses "%s"', (value) => {
    expect(() => readShutter(value)).toThrow('0–360');
  });
});
