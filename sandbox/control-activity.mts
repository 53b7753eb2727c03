import type { ControlCall } from './control.mts';

/** Control routes for: webhooks and the Activity API. */
export const ACTIVITY_CONTROLS: Record<string, (call: ControlCall) => unknown> = {};
