import type { NearerLayer } from '@fantascope/film';
import { isLayersPath } from './layers-path.ts';
import type { ReadYaml } from './read-layers.ts';

/**
 * How far the subject stands, in metres, where a path names layers, which have distances of their own; null for a photograph, whose subject stands as
 * far as the camera says. A camera that takes this distance sees every layer as far as its document says. Throws as readLayers does.
 */
export async function ownSubjectDistanceM(
  path: string,
  { readYaml, nearer = [] }: Readonly<{ readYaml?: ReadYaml; nearer?: readonly NearerLayer[] }> = {},
): Promise<number | null> {
  if (!(await isLayersPath(path))) return null;
  const [{ readLayers }, { nameOf, subjectDistanceOf, subjectLayerOf }] = await Promise.all([
    import('./read-layers.ts'),
    import('./layers-document.ts'),
  ]);
  const { document } = await readLayers(path, { readYaml });
  const subject = subjectLayerOf(document);
  const place = subject === null ? -1 : document.layers.indexOf(subject);
  const isSubject = ({ layer }: NearerLayer): boolean => subject !== null && (layer === nameOf(subject) || Number(layer) === place);
  const ratio = nearer.filter(isSubject).reduce((all, { nearerRatio }) => all * nearerRatio, 1);
  return subjectDistanceOf(document) / ratio;
}
