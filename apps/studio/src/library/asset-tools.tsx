import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '../parts/button.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useWords } from '../words/use-words.ts';
import { type AssetSort, assetSorts, kinds, origins } from './asset-filter.ts';
import { SearchField } from './search-field.tsx';

const LEAST_PX = 96;
const MOST_PX = 320;

/** Words, kinds, origins, order and size of the cards; all but the last two are in the address. */
export function AssetTools({
  isByLook,
  sort,
  canSort,
  onSort,
  sizePx,
  onSize,
  isPicking,
  onPicking,
}: Readonly<{
  /** Files by look have an order of their own. */
  isByLook: boolean;
  sort: AssetSort;
  canSort: boolean;
  onSort: (sort: AssetSort) => void;
  sizePx: number;
  onSize: (px: number) => void;
  isPicking: boolean;
  onPicking: (isPicking: boolean) => void;
}>) {
  const { t } = useWords();
  const search = useSearch({ from: '/library' });
  const navigate = useNavigate({ from: '/library' });
  const put = (name: 'kind' | 'origin', value: string) =>
    void navigate({ search: ({ [name]: _, ...rest }) => ({ ...rest, ...(value === '' ? {} : { [name]: value }) }), replace: true });
  const all = { value: '', text: t('library.all') };
  return (
    <search className="flex shrink-0 flex-wrap items-center gap-2">
      <SearchField />
      <SelectField
        isLabelHidden
        label={t('library.kinds')}
        value={search.kind ?? ''}
        choices={[{ ...all, text: t('library.allKinds') }, ...kinds.map((kind) => ({ value: kind, text: t(`library.kind.${kind}`) }))]}
        onChange={(value) => put('kind', value)}
      />
      <SelectField
        isLabelHidden
        label={t('library.origin')}
        value={search.origin ?? ''}
        choices={[
          { ...all, text: t('library.allOrigins') },
          ...origins.map((origin) => ({ value: origin, text: t(`library.origin.${origin}`) })),
        ]}
        onChange={(value) => put('origin', value)}
      />
      {isByLook ? (
        <span className="px-1 text-small text-t2">{t('library.look.sort')}</span>
      ) : (
        <span title={canSort ? undefined : t('library.sortLater')}>
          <SelectField
            isLabelHidden
            label={t('library.sort')}
            value={sort}
            isDisabled={!canSort}
            choices={assetSorts.map((value) => ({ value, text: t(`library.sort.${value}`) }))}
            onChange={onSort}
          />
        </span>
      )}
      <Button aria-pressed={isPicking} look={isPicking ? 'plain' : 'quiet'} onClick={() => onPicking(!isPicking)}>
        {t('library.pick')}
      </Button>
      <label className="ml-auto flex items-center gap-2 text-small text-t2 max-sm:hidden">
        {t('library.cards')}
        <input
          type="range"
          min={LEAST_PX}
          max={MOST_PX}
          step={8}
          value={sizePx}
          onChange={(event) => onSize(Number(event.target.value))}
          className="w-28 accent-t1"
        />
      </label>
    </search>
  );
}
