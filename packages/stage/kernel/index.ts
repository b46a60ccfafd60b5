// The stage's kernel: raw addresses in one shared memory, one instance a worker, nothing allocated inside.
export { blocks } from './blocks';
export { fade, mix, mixColumns, overlay } from './finish';
export { bars, darken, grain } from './finish-look';
export { geometry } from './geometry';
export { grade } from './grade';
export { setFrame } from './layout';
export { finishPlanes, halve, toPlanes } from './prepare';
