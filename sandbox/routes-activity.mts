import type { Route } from './route.mts';

/** Webhooks and the Activity API. */
export const ACTIVITY_ROUTES: Route[] = [];
