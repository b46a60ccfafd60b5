import { later } from '../../parts/later.tsx';
import { useView } from '../direct-context.ts';
import { LineSheet } from './doubled-line.tsx';
import { FrameAids } from './frame-aids.tsx';
import { RegionShape } from './region-shape.tsx';
import { useLandings, useShownPose } from './shown-camera.ts';
import { ViewHand } from './view-hand.tsx';

const DepthOverlay = later(async () => (await import('./depth-overlay.tsx')).DepthOverlay);
const OutsideEdge = later(async () => (await import('./envelope-notice.tsx')).OutsideEdge, { waits: true });
const NearEdge = later(async () => (await import('./envelope-notice.tsx')).NearEdge, { waits: true });
const EnvelopeNotice = later(async () => (await import('./envelope-notice.tsx')).EnvelopeNotice, { waits: true });
const MotionShapes = later(async () => (await import('./motion-shapes.tsx')).MotionShapes, { waits: true });
const BeforeWipe = later(async () => (await import('./before-wipe.tsx')).BeforeWipe, { waits: true });
const tools = {
  camera: later(async () => (await import('./camera-tool.tsx')).CameraTool),
  region: later(async () => (await import('./region-tool.tsx')).RegionTool),
  focus: later(async () => (await import('./focus-tool.tsx')).FocusTool),
  brush: later(async () => (await import('./brush-tool.tsx')).BrushTool),
  reframe: later(async () => (await import('./reframe-tool.tsx')).ReframeTool),
  air: later(async () => (await import('./air-tool.tsx')).AirTool),
};

/** What tools and frame aids draw over the picture. A take in place of the stage has none of it, and neither has a preset that is looked at. */
export function Overlays() {
  const shown = useShownPose();
  const tool = useView((view) => view.tool);
  const isStage = useView((view) => view.takeId === null && view.ghost === null);
  const isHidden = useView((view) => view.areOverlaysHidden);
  const isDepthShown = useView((view) => view.isDepthShown);
  const selection = useView((view) => view.selection);
  const landings = useLandings();
  if (!isStage) return <ViewHand />;
  const chosen = landings.find(({ index }) => selection?.what === 'move' && selection.index === index) ?? landings.at(-1);
  const Tool = tool === 'select' ? null : tools[tool];
  return (
    <div className="absolute inset-0">
      <BeforeWipe />
      {isHidden ? null : (
        <>
          {isDepthShown ? <DepthOverlay isEditable /> : null}
          <OutsideEdge />
          <NearEdge />
          <FrameAids />
          {shown === null ? null : (
            <>
              <LineSheet>
                {landings.map((landing) => (
                  <RegionShape
                    key={landing.index}
                    shown={shown}
                    landing={landing}
                    isQuiet={tool !== 'region' || landing.index !== chosen?.index}
                  />
                ))}
              </LineSheet>
              <MotionShapes shown={shown} />
              {Tool === null ? null : <Tool key={tool} shown={shown} />}
            </>
          )}
          <div className="pointer-events-none absolute inset-x-2 top-2 flex justify-end">
            <EnvelopeNotice />
          </div>
        </>
      )}
      <ViewHand />
    </div>
  );
}
