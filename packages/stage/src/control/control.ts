export { cameraFlow, UNKNOWN_FLOW } from './camera-flow.ts';
export { cameraToWorld } from './camera-matrix.ts';
export { type ControlFrame, type ControlRig, controlFrame, controlRig, type PixelSource } from './control-frame.ts';
export { flowColour } from './flow-wheel.ts';
