import type { ControlCall } from './control.mts';

/** Control routes for: search, counts and lists of people. */
export const READING_CONTROLS: Record<string, (call: ControlCall) => unknown> = {};
