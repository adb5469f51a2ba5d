// For doors and rooms: faults are told apart in one place, where the driver's are known.
export { areKeysAway, detailOf, isDatabaseAway, rootOf } from '@/db/fault.ts';
