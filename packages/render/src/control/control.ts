export { checkControlFolder } from './control-folder.ts';
export { type ControlJob, type ControlProgress, type ControlReport, writeControlPackage } from './control-package.ts';
