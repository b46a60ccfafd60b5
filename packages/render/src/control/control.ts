export { checkControlFolder } from './control-folder.ts';
export { type ControlJob, type ControlProgress, type ControlReport, writeControlPackage } from './control-package.ts';
export { isSentWhole, needsStage, openStageFiles, type StageFile, type StageFilesAsked, type StageWants } from './stage-files.ts';
