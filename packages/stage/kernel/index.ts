// The stage's kernel: raw addresses in one shared memory, one instance a worker, nothing allocated inside.
export { airGather, airSort } from './air';
export { airDraw } from './air-draw';
export { airFog } from './air-fog';
export { airBoxes } from './air-sight';
export { blocks } from './blocks';
export { fade, mix, mixColumns, overlay } from './finish';
export { bars, darken, grain } from './finish-look';
export { focusFlags, focusKinds, focusMix, focusNodes, focusRadii, focusSurround } from './focus';
export { focusDouble, focusFromLight, focusHalve, focusShape, focusSum, focusToLight } from './focus-light';
export { geometry } from './geometry';
export { grade, layOver, softSpan } from './grade';
export { setFrame } from './layout';
export { brighten, placeNodes, spreadTiles, warp } from './motion';
export { finishPlanes, halve, toPlanes } from './prepare';
export { openAdd, openMean } from './shutter';
