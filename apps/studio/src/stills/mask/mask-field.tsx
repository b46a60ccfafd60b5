import { Brush, X } from 'lucide-react';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import type { ListedModel } from '../../shoot/shoot-rows.ts';
import { useWords } from '../../words/use-words.ts';
import type { StillMask } from '../still-shot.ts';

/** Models that are offered instead of one that takes no mask. */
const OFFERED = 3;

/** Whether a part of the picture is painted anew: what was painted, the way to paint, and who cannot. */
export function MaskField({
  mask,
  model,
  able,
  onPaint,
  onRemove,
  onModel,
}: Readonly<{
  mask: StillMask | null;
  model: ListedModel | null;
  /** Models that take a mask, those that can be asked now first. */
  able: readonly ListedModel[];
  onPaint: () => void;
  onRemove: () => void;
  onModel: (id: string) => void;
}>) {
  const { t, language } = useWords();
  const takesMask = model !== null && model.paintMask !== 'none';
  return (
    <div className="flex flex-col gap-1">
      <span className="text-small text-t2">{t('stills.mask')}</span>
      {takesMask || mask !== null ? (
        <div className="flex items-center gap-2">
          {mask === null ? null : (
            <>
              <img src={`/api/v1/assets/${mask.maskId}/thumb`} alt="" className="h-12 w-16 shrink-0 rounded-sm object-contain" />
              <span className="min-w-0 flex-1 text-small text-t2">
                {t('stills.masked', { width: mask.widthPx, height: mask.heightPx })}
              </span>
              <IconButton label={t('stills.noMaskAny')} icon={<X size={16} strokeWidth={1.6} aria-hidden />} onClick={onRemove} />
            </>
          )}
          {takesMask ? (
            <Button icon={<Brush size={16} strokeWidth={1.6} aria-hidden />} onClick={onPaint}>
              {t(mask === null ? 'stills.paint' : 'stills.paintOn')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {takesMask || model === null ? null : (
        <>
          <p className={`text-small ${mask === null ? 'text-t3' : 'text-warn'}`}>
            {t(mask === null ? 'stills.takesNoMask' : 'stills.maskUnused', { name: model.name[language] })}
          </p>
          <span className="flex flex-wrap gap-1">
            {able.slice(0, OFFERED).map(({ id, name }) => (
              <Button key={id} onClick={() => onModel(id)}>
                {t('stills.useModel', { name: name[language] })}
              </Button>
            ))}
          </span>
        </>
      )}
    </div>
  );
}
