import type { Operations } from '@fantascope/client';
import type { Language } from '@fantascope/film';

/** A model as the server lists it. */
export type Model = Operations['model.list']['output']['items'][number];
/** What is wanted of the list. */
export type ModelWish = Readonly<{
  text: string;
  makes: 'all' | Model['makes'];
  access: 'all' | 'ready' | 'missing';
  camera: 'all' | 'figures' | 'words';
}>;

/** Whether a model's camera takes figures or tokens; else it is only told in words. */
export function takesFigures({ camera }: Pick<Model, 'camera'>): boolean {
  return camera !== 'words';
}

/** Whether it can be asked now. */
export function isReady({ keyState, hasAddress, reach }: Pick<Model, 'keyState' | 'hasAddress' | 'reach'>): boolean {
  return keyState !== 'missing' && hasAddress && reach !== 'silent';
}

/** The models that a wish leaves, ready ones first, then by provider and name. Every word of the text has to be found. */
export function wishedModels(models: readonly Model[], wish: ModelWish, language: Language): readonly Model[] {
  const words = wish.text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return models
    .filter((model) => {
      const hay = [model.id, model.name.en, model.name.zh, model.provider.en, model.provider.zh, model.wire, model.camera]
        .join('\n')
        .toLowerCase();
      return (
        words.every((word) => hay.includes(word)) &&
        (wish.makes === 'all' || model.makes === wish.makes) &&
        (wish.access === 'all' || isReady(model) === (wish.access === 'ready')) &&
        (wish.camera === 'all' || takesFigures(model) === (wish.camera === 'figures'))
      );
    })
    .toSorted(
      (a, b) =>
        Number(isReady(b)) - Number(isReady(a)) ||
        a.provider[language].localeCompare(b.provider[language], language) ||
        a.name[language].localeCompare(b.name[language], language),
    );
}

/** How long until a model ends, in whole days; null where no end is known. Below 0 it has ended. */
export function daysLeft(endsOn: string | null, nowMs: number): number | null {
  return endsOn === null ? null : Math.ceil((Date.parse(`${endsOn}T00:00:00Z`) - nowMs) / 86_400_000);
}

/** Prices older than this are marked. */
const OLD_DAYS = 30;

/** Whether a price was read so long ago that it may be another one by now. */
export function isOld(asOf: string, nowMs: number): boolean {
  return nowMs - Date.parse(asOf) > OLD_DAYS * 86_400_000;
}
