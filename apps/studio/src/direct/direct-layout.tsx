import { isTyping, keyOf, useKeys } from '../app/keys.ts';
import { ExportSheet } from '../export/export-sheet.tsx';
import { Picture } from '../preview/picture.tsx';
import { TakeView } from '../takes/take-player.tsx';
import { TakesPanel } from '../takes/takes-panel.tsx';
import { ConflictBar } from './conflict-bar.tsx';
import { useDirect, useView } from './direct-context.ts';
import { Inspector } from './inspector/inspector.tsx';
import { CameraMap } from './map/camera-map.tsx';
import { SentenceBar } from './say/sentence-bar.tsx';
import { GhostTag } from './strip/ghost-tag.tsx';
import { MoveStrip } from './strip/move-strip.tsx';
import { Tracks } from './tracks/tracks.tsx';
import { Transport } from './tracks/transport.tsx';
import { Overlays } from './viewport/overlays.tsx';
import { ToolBar } from './viewport/tool-bar.tsx';

/** Where the parts of Direct stand: moves left, picture in the middle, map and numbers right, tracks below. */
export function DirectLayout() {
  const { store, view } = useDirect();
  const isBare = useView((state) => state.arePanelsHidden);
  useKeys((event) => {
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
    return false;
  });
  return (
    <div className="flex h-full flex-col">
      <ConflictBar />
      <div className="direct-grid min-h-0 flex-1" data-bare={isBare}>
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
        <aside className="direct-side flex min-h-0 flex-col border-l border-line bg-s1">
          <CameraMap />
          <div className="min-h-0 flex-1 overflow-y-auto">
            <Inspector />
          </div>
        </aside>
        <section className="direct-tracks min-h-0 border-t border-line bg-s1">
          <Tracks />
        </section>
        <ExportSheet />
        <aside className="direct-takes min-h-0 border-t border-l border-line bg-s1">
          <TakesPanel />
        </aside>
      </div>
    </div>
  );
}
