import { describeCamera, presets } from '@fantascope/film';
import type { Setting } from '../setting.ts';

/** Lists every preset by family with its name in both languages and its moves in the reader's. */
export async function listPresets(_options: unknown, { door }: Setting): Promise<void> {
  let family = '';
  for (const preset of presets) {
    const heading = preset.family[door.language];
    if (heading !== family) door.line(`\n${heading}`);
    family = heading;
    door.line(`  ${preset.id.padEnd(34)} ${preset.name[door.language]} — ${describeCamera(preset.moves, door.language)}`);
  }
  door.result(presets);
}
