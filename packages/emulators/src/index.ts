export { type BillRow, type Emulator, type EmulatorOptions, type FaultName, faultNames } from './emulator.ts';
