/** The rectangle of the canvas (canvas pixels, fractional) that fills the first frame. Its shape is the output's. */
export type FrameWindow = Readonly<{ xPx: number; yPx: number; widthPx: number; heightPx: number }>;

/** What a scene needs to become metres: the first frame's window and lens, and the subject's distance. */
export type Staging = Readonly<{ window: FrameWindow; lensMm: number; subjectDistanceM: number }>;
