import type { ControlCall } from './control.mts';

/** Control routes for: direct messages. */
export const MESSAGES_CONTROLS: Record<string, (call: ControlCall) => unknown> = {};
