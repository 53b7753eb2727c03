import type { DeskBinding } from './binding';
import { requestTracker } from './request-tracker';

/** The desks with an API of their own, by the value they have in the node. */
export const bindings: Record<string, DeskBinding> = {
	requestTracker,
};
