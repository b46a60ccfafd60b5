import type { Move } from '../move.ts';
export function presetMoves(_id: string, _options: Readonly<{ subjectDistanceM: number; strength: 'weak' | 'medium' | 'strong' }>): Move[] {
  return [];
}
