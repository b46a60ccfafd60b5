export type { FrameWindow, Staging } from './frame.ts';
export type { Envelope, Scene, SceneLayer } from './scene.ts';
