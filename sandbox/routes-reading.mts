import type { Route } from './route.mts';

/** Search, counts and lists of people. */
export const READING_ROUTES: Route[] = [];
