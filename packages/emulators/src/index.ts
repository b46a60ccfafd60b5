export {
  type BillRow,
  type Emulator,
  type EmulatorOptions,
  type FaultName,
  faultNames,
  faultStages,
  type MetFault,
  type Stage,
} from './emulator.ts';
export { chatName, emulatorNames, faultsOf, startEmulator } from './emulators.ts';
