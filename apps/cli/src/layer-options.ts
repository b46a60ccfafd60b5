import { Fault, NearerLayer } from '@fantascope/film';
import type { ReadYaml } from '@fantascope/lift/lifted';
import { type Command, Option } from 'commander';
import type { Setting } from './setting.ts';

/** What `shoot` and `lift` are told of a scene's layers and their depth. */
export type LayerOptions = Readonly<{ nearer?: readonly NearerLayer[]; depthBrush?: string }>;

/** Adds the flags that change a scene's depth. */
export function addLayerOptions(command: Command, { door }: Setting): void {
  command
    .addOption(new Option('--nearer <layer=ratio>', door.text.layers.nearer).argParser(readNearer))
    .option('--depth-brush <file.png>', door.text.layers.depthBrush);
}

/** Reads "subject=1.3" behind the ones before it. Throws `cli.bad-value` for anything but a layer and a ratio from 1/16 to 16. */
export function readNearer(value: string, before: readonly NearerLayer[] = []): NearerLayer[] {
  const [, layer, ratio] = /^(.+)=([^=]+)$/.exec(value.trim()) ?? [];
  const told = NearerLayer.safeParse({ layer: layer?.trim(), nearerRatio: ratio?.trim() === '' ? Number.NaN : Number(ratio) });
  if (!told.success) throw new Fault('cli.bad-value', { option: '--nearer', value, takes: 'LAYER=1.3 (1/16–16)' });
  return [...before, told.data];
}

/** Reads YAML; its parser is loaded only for a folder of layers that has some. */
export const readYaml: ReadYaml = async (text) => (await import('yaml')).parse(text);
