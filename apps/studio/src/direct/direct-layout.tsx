import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isTyping, keyOf, useKeys } from '../app/keys.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { fetchTheRest, later } from '../parts/later.tsx';
import { Picture } from '../preview/picture.tsx';
import { useDrawer } from '../shoot/use-drawer.ts';
import { useWords } from '../words/use-words.ts';
import { useDirect, usePreview, useView } from './direct-context.ts';
import { SentenceBar } from './say/sentence-bar.tsx';
import { GhostTag } from './strip/ghost-tag.tsx';
import { Transport } from './tracks/transport.tsx';
import { Overlays } from './viewport/overlays.tsx';
import { ToolBar } from './viewport/tool-bar.tsx';

const MoveStrip = later(async () => (await import('./strip/move-strip.tsx')).MoveStrip, { waits: true });
const CameraMap = later(async () => (await import('./map/camera-map.tsx')).CameraMap, { waits: true });
const ConflictBar = later(async () => (await import('./conflict-bar.tsx')).ConflictBar, { waits: true });
const Tracks = later(async () => (await import('./tracks/tracks.tsx')).Tracks, { waits: true });
const Inspector = later(async () => (await import('./inspector/inspector.tsx')).Inspector, { waits: true });
const TakesPanel = later(async () => (await import('../takes/takes-panel.tsx')).TakesPanel, { waits: true });
const ExportSheet = later(async () => (await import('../export/export-sheet.tsx')).ExportSheet, { waits: true });
const TakeView = later(async () => (await import('../takes/take-player.tsx')).TakeView, { waits: true });

/** Whether map and numbers have no place beside the picture; as in studio.css. */
const isNarrow = () => matchMedia('(max-width: 1179px)').matches;

/** After this what surrounds the picture is shown, whether the picture stands or not. */
const AT_MOST_MS = 2500;

/** Where the parts of Direct stand: moves left, picture in the middle, map and numbers right, tracks below. */
export function DirectLayout() {
  const { t } = useWords();
  const { store, view } = useDirect();
  const isBare = useView((state) => state.arePanelsHidden);
  const isSideOpen = useView((state) => state.isSideOpen);
  const side = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isSideOpen) side.current?.focus();
  }, [isSideOpen]);
  const stands = usePreview(({ phase, drawn }) => phase === 'full' && drawn !== null);
  useEffect(() => {
    // The picture is shown first, and a first press is heard; a photograph that is still being split keeps nobody waiting.
    const timer = setTimeout(() => void fetchTheRest(), stands ? 50 : AT_MOST_MS);
    return () => clearTimeout(timer);
  }, [stands]);
  const drawer = useDrawer();
  useKeys((event) => {
    // Here, not beside the button: that one comes after the first picture, and the key is heard at once.
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && !drawer.isOpen) {
      drawer.open('key');
      return true;
    }
    if (isTyping(event)) return false;
    const key = keyOf(event);
    if ((event.ctrlKey || event.metaKey) && key === 'z') {
      if (event.shiftKey) store.redo();
      else store.undo();
      return true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (key === '`') {
      view.set({ arePanelsHidden: !isBare });
      return true;
    }
    if ((key === ';' || (key === 'Escape' && isSideOpen)) && isNarrow()) {
      view.set({ isSideOpen: key === ';' && !isSideOpen });
      return true;
    }
    return false;
  });
  return (
    <div className="flex h-full flex-col">
      <ConflictBar />
      <div className="direct-grid min-h-0 flex-1" data-bare={isBare} data-side={isSideOpen}>
        <section className="direct-strip min-h-0 border-r border-line bg-s1">
          <MoveStrip />
        </section>
        <section className="direct-say border-b border-line bg-s1">
          <SentenceBar />
        </section>
        <section className="direct-stage flex min-h-0 min-w-0 bg-well">
          <ToolBar />
          <Picture
            overlays={
              <>
                <Overlays />
                <GhostTag />
                <TakeView />
              </>
            }
          />
        </section>
        <section className="direct-transport border-t border-line bg-s1">
          <Transport />
        </section>
        <aside
          ref={side}
          id="direct-side"
          aria-label={t('tracks.side')}
          tabIndex={-1}
          className="direct-side flex min-h-0 flex-col border-l border-line bg-s1 outline-none"
        >
          <SideHead />
          <CameraMap />
          <div className="min-h-0 flex-1 overflow-y-auto">
            <Inspector />
          </div>
        </aside>
        <section className="direct-tracks min-h-0 border-t border-line bg-s1">
          <Tracks />
        </section>
        <ExportSheet />
        <aside aria-label={t('tracks.takes')} className="direct-takes min-h-0 border-t border-l border-line bg-s1">
          <TakesPanel />
        </aside>
      </div>
    </div>
  );
}

/** What closes map and numbers where they are pulled out over the picture. */
function SideHead() {
  const { t } = useWords();
  const { view } = useDirect();
  return (
    <div className="flex items-center justify-between border-b border-line pl-3 min-[1180px]:hidden">
      <span className="text-t2">{t('tracks.side')}</span>
      <IconButton
        label={t('parts.close')}
        keys="Esc"
        icon={<X size={16} aria-hidden />}
        onClick={() => {
          view.set({ isSideOpen: false });
          document.querySelector<HTMLElement>('[aria-controls="direct-side"]')?.focus();
        }}
      />
    </div>
  );
}
