import { useView } from '../direct-context.ts';
import { AirTool } from './air-tool.tsx';
import { BeforeWipe } from './before-wipe.tsx';
import { BrushTool } from './brush-tool.tsx';
import { CameraTool } from './camera-tool.tsx';
import { LineSheet } from './doubled-line.tsx';
import { EnvelopeNotice, OutsideEdge } from './envelope-notice.tsx';
import { FocusTool } from './focus-tool.tsx';
import { FrameAids } from './frame-aids.tsx';
import { MotionShapes } from './motion-shapes.tsx';
import { ReframeTool } from './reframe-tool.tsx';
import { RegionShape } from './region-shape.tsx';
import { RegionTool } from './region-tool.tsx';
import { useLandings, useShownPose } from './shown-camera.ts';
import { ViewHand } from './view-hand.tsx';

const tools = { camera: CameraTool, region: RegionTool, focus: FocusTool, brush: BrushTool, air: AirTool, reframe: ReframeTool };

/** What tools and frame aids draw over the picture. A take in place of the stage has none of it, and neither has a preset that is looked at. */
export function Overlays() {
  const shown = useShownPose();
  const tool = useView((view) => view.tool);
  const isStage = useView((view) => view.takeId === null && view.ghost === null);
  const isHidden = useView((view) => view.areOverlaysHidden);
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
          <OutsideEdge />
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
