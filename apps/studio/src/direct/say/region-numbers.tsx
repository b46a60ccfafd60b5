import { ScrubField } from '../../parts/scrub-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDirect } from '../direct-context.ts';
import { LEAST_REGION_RATIO } from '../viewport/first-frame.ts';
import { useLandings } from '../viewport/shown-camera.ts';
import { useDrawnIn } from '../viewport/use-drawn-in.ts';

const sides = ['xRatio', 'yRatio', 'widthRatio', 'heightRatio'] as const;

/** The rectangle that a push-to lands on, in per cent of the first frame: what can be drawn can be typed. */
export function RegionNumbers({ index }: Readonly<{ index: number }>) {
  const { t } = useWords();
  const { store } = useDirect();
  const landing = useLandings().find((each) => each.index === index);
  const drawnIn = useDrawnIn();
  if (landing === undefined) return null;
  const { region } = landing;
  const most = {
    xRatio: 1 - region.widthRatio,
    yRatio: 1 - region.heightRatio,
    widthRatio: 1 - region.xRatio,
    heightRatio: 1 - region.yRatio,
  };
  return (
    <div className="grid grid-cols-2 gap-x-2">
      {sides.map((side) => (
        <ScrubField
          key={side}
          label={t(`say.region.${side}`)}
          value={region[side] * 100}
          unit="count"
          step={0.1}
          min={side === 'widthRatio' || side === 'heightRatio' ? LEAST_REGION_RATIO * 100 : 0}
          max={most[side] * 100}
          onChange={(percent, gesture) => store.edit(drawnIn.change(landing, { ...region, [side]: percent / 100 }), gesture)}
          onEnd={store.endGesture}
          onCancel={store.cancelGesture}
        />
      ))}
    </div>
  );
}
