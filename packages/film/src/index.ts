export { Camera, Keyframe, KeyframesCamera, MovesCamera } from './camera.ts';
export { Fault, type Language, type Notice, say, type WordCode, type WordParams, words } from './fault.ts';
export { Film } from './film.ts';
export { Easing, Framing, Move, type MoveKind, Region } from './move.ts';
export type { Pose } from './pose.ts';
export { Bilingual, Caption, Shot, Transition } from './shot.ts';
export { Quat, Vec3 } from './vector.ts';
export type { WordRow } from './words/row.ts';
