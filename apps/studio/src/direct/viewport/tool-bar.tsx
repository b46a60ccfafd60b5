import { Aperture, CloudHail, Crop, Grid3x3, MousePointer2, Paintbrush, Ratio, Rotate3d, ScanSearch } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { isTyping, keyOf, useKeys } from '../../app/keys.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { type Tool, tools } from '../../shot/view-store.ts';
import { useWords } from '../../words/use-words.ts';
import { useDirect, useView } from '../direct-context.ts';

const looks: Readonly<Record<Tool, Readonly<{ key: string; Icon: typeof Aperture }>>> = {
  select: { key: 'V', Icon: MousePointer2 },
  camera: { key: 'C', Icon: Rotate3d },
  region: { key: 'R', Icon: ScanSearch },
  focus: { key: 'F', Icon: Aperture },
  brush: { key: 'B', Icon: Paintbrush },
  air: { key: 'W', Icon: CloudHail },
  reframe: { key: 'T', Icon: Crop },
};
/** A key held longer than this gives its tool back when it is let go. */
const TAP_MS = 280;
const safeAreas = ['off', 'title', 'phone'] as const;

/** The tools of the viewport. A key that is tapped stays, one that is held lasts as long as it is held. */
export function ToolBar() {
  const { t } = useWords();
  const { view } = useDirect();
  const tool = useView((state) => state.tool);
  const { areas, hasThirds } = useView((state) => ({ areas: state.safeAreas, hasThirds: state.hasThirds }));
  const held = useRef<{ key: string; before: Tool; atMs: number } | null>(null);
  useKeys((event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
    const key = keyOf(event);
    if (key === 'g' && event.shiftKey) {
      view.set({ areOverlaysHidden: !view.state().areOverlaysHidden });
      return true;
    }
    if (key === "'") {
      const isOn = view.state().hasThirds || view.state().safeAreas !== 'off';
      view.set(isOn ? { hasThirds: false, safeAreas: 'off' } : { hasThirds: true, safeAreas: 'title' });
      return true;
    }
    const picked = tools.find((each) => looks[each].key.toLowerCase() === key);
    if (picked === undefined || event.shiftKey) return false;
    if (event.repeat) return true;
    held.current = { key, before: view.state().tool, atMs: event.timeStamp };
    view.set({ tool: picked });
    return true;
  });
  useEffect(() => {
    const onKeyUp = (event: KeyboardEvent) => {
      if (held.current === null || keyOf(event) !== held.current.key) return;
      if (event.timeStamp - held.current.atMs > TAP_MS) view.set({ tool: held.current.before });
      held.current = null;
    };
    addEventListener('keyup', onKeyUp);
    return () => removeEventListener('keyup', onKeyUp);
  }, [view]);
  return (
    <Toolbar.Root
      orientation="vertical"
      aria-label={t('viewport.tools')}
      className="flex w-11 shrink-0 flex-col items-center gap-1 overflow-y-auto py-3"
    >
      {tools.map((each) => {
        const { key, Icon } = looks[each];
        return (
          <Toolbar.Button asChild key={each}>
            <IconButton
              label={t(`viewport.tool.${each}`)}
              keys={key}
              icon={<Icon size={16} strokeWidth={1.6} aria-hidden />}
              isOn={tool === each}
              onClick={() => view.set({ tool: each })}
            />
          </Toolbar.Button>
        );
      })}
      <Toolbar.Separator className="my-1 h-px w-6 shrink-0 bg-line2" />
      <Toolbar.Button asChild>
        <IconButton
          label={t('viewport.thirds')}
          keys="'"
          icon={<Grid3x3 size={16} strokeWidth={1.6} aria-hidden />}
          isOn={hasThirds}
          onClick={() => view.set({ hasThirds: !hasThirds })}
        />
      </Toolbar.Button>
      <Toolbar.Button asChild>
        <IconButton
          label={t(`viewport.safe.${areas}`)}
          icon={<Ratio size={16} strokeWidth={1.6} aria-hidden />}
          isOn={areas !== 'off'}
          onClick={() => view.set({ safeAreas: safeAreas[(safeAreas.indexOf(areas) + 1) % safeAreas.length] ?? 'off' })}
        />
      </Toolbar.Button>
    </Toolbar.Root>
  );
}
