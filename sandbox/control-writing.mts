import type { ControlCall } from './control.mts';

/** Control routes for: what an account does to posts and people, and media. */
export const WRITING_CONTROLS: Record<string, (call: ControlCall) => unknown> = {};
