export { clientText } from './client/client-text.ts';
export { createApp } from './http/app.ts';
export { type RunningServer, type StartOptions, startServer } from './start.ts';
