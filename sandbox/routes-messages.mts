import type { Route } from './route.mts';

/** Direct messages. */
export const MESSAGE_ROUTES: Route[] = [];
