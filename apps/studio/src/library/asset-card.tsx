import { AudioLines, Box, Check, Clapperboard, Film, Palette, Play } from 'lucide-react';
import { memo, type PointerEvent, useState } from 'react';
import { clockText } from '../takes/take-state.ts';
import { useWords } from '../words/use-words.ts';
import type { ListedAsset } from './asset-pages.ts';
import { RestingPicture } from './resting-picture.tsx';

const icon = { size: 28, strokeWidth: 1.4, 'aria-hidden': true } as const;
/** Frames side by side in a filmstrip. */
const STRIP_FRAMES = 10;

/** What a file looks like where no picture is made of it. */
export function KindIcon({ kind }: Readonly<{ kind: ListedAsset['kind'] }>) {
  switch (kind) {
    case 'audio':
      return <AudioLines {...icon} />;
    case 'lut':
      return <Palette {...icon} />;
    case 'scene':
      return <Box {...icon} />;
    case 'take-file':
      return <Clapperboard {...icon} />;
    case 'image':
    case 'video':
      return <Film {...icon} />;
    default:
      return kind satisfies never;
  }
}

/** One file of the grid: its picture, its name, what it is. */
export const AssetCard = memo(function AssetCard({
  asset,
  isChosen,
  isFocused,
  canDirect,
  canSeek,
}: Readonly<{ asset: ListedAsset; isChosen: boolean; isFocused: boolean; canDirect: boolean; canSeek: boolean }>) {
  const { t } = useWords();
  const { name, kind, figures } = asset;
  const ring = isChosen ? 'outline-2 outline-now' : 'outline-1 outline-line group-hover:outline-line2';
  return (
    <span className="group block h-full">
      <span
        className={`relative block overflow-hidden rounded-md bg-well ${ring} ${isFocused ? 'ring-2 ring-t1 ring-inset' : ''} h-[calc(100%-24px)]`}
      >
        <Face asset={asset} />
        {isChosen ? (
          <span className="absolute top-1.5 left-1.5 rounded-sm bg-lamp p-0.5 text-on-lamp">
            <Check size={14} strokeWidth={2.4} aria-hidden />
          </span>
        ) : null}
        {figures.lengthSec === undefined ? null : (
          <span
            data-over="picture"
            className="absolute right-1.5 bottom-1.5 flex items-center gap-1 rounded-sm bg-scrim px-1 text-micro text-t1"
          >
            <Play size={10} aria-hidden />
            {clockText(figures.lengthSec)}
          </span>
        )}
        {canSeek && asset.views.includes('thumb') ? (
          // As the button below: a short way for the pointer.
          <span
            aria-hidden
            data-similar
            data-over="picture"
            className="absolute top-1.5 right-1.5 hidden min-h-6 items-center rounded-md bg-scrim px-2 text-small font-medium text-t1 group-hover:flex hover:bg-casing"
          >
            {t('library.findSimilar')}
          </span>
        ) : null}
        {kind === 'image' && canDirect ? (
          // A short way for the pointer; the panel beside has the same button for everybody.
          <span
            aria-hidden
            data-direct
            data-over="picture"
            className="absolute right-1.5 bottom-1.5 hidden min-h-6 items-center rounded-md bg-scrim px-2 text-small font-medium text-t1 group-hover:flex hover:bg-casing"
          >
            {t('library.direct')}
          </span>
        ) : null}
      </span>
      <span className="block truncate pt-1 text-small text-t2">{name}</span>
    </span>
  );
});

function Face({ asset: { id, kind, views } }: Readonly<{ asset: ListedAsset }>) {
  const [isBroken, setBroken] = useState(false);
  const [atRatio, setAt] = useState<number | null>(null);
  if (isBroken || !views.includes('thumb')) {
    return (
      <span className="flex size-full items-center justify-center text-t3">
        <KindIcon kind={kind} />
      </span>
    );
  }
  const base = `/api/v1/assets/${id}`;
  const move = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(Math.max(0, Math.min(0.999, (event.clientX - box.left) / box.width)));
  };
  const frame = atRatio === null ? 0 : Math.floor(atRatio * STRIP_FRAMES);
  const hasStrip = kind === 'video' && views.includes('filmstrip');
  return (
    <span className="block size-full" {...(hasStrip ? { onPointerMove: move, onPointerLeave: () => setAt(null) } : {})}>
      <RestingPicture src={`${base}/thumb`} onBroken={() => setBroken(true)} />
      {atRatio === null ? null : (
        <>
          <span
            className="absolute inset-0"
            style={{
              backgroundImage: `url(${base}/filmstrip)`,
              backgroundSize: `${STRIP_FRAMES * 100}% 100%`,
              backgroundPosition: `${(frame / (STRIP_FRAMES - 1)) * 100}% 0`,
            }}
          />
          <span className="absolute bottom-0 h-0.5 bg-lamp" style={{ width: `${atRatio * 100}%`, left: 0 }} />
        </>
      )}
    </span>
  );
}
