import type { Route } from './route.mts';

/** What an account does to posts and people, and media. */
export const WRITING_ROUTES: Route[] = [];
