import { route, type Route } from './route.mts';
import {
	changeSubscription,
	createSubscription,
	deleteSubscription,
	deleteSubscriptions,
	listSubscriptions,
} from './subscription-calls.mts';
import {
	createWebhook,
	deleteWebhook,
	listWebhooks,
	replayEvents,
	validateWebhook,
} from './webhook-calls.mts';

const WEBHOOKS = { user: 450, app: 450 };
const ACTIVITY = { user: 500, app: 500 };
const SUBSCRIPTIONS = '/2/activity/subscriptions';

/** Webhooks and the Activity API. All calls of a kind share one limit. */
export const ACTIVITY_ROUTES: Route[] = [
	route('webhooks', 'POST', '/2/webhooks', 'any', [], WEBHOOKS, createWebhook),
	route('webhooks', 'GET', '/2/webhooks', 'app', [], WEBHOOKS, listWebhooks),
	route('webhook-replay', 'POST', '/2/webhooks/replay', 'app', [], { app: 100 }, replayEvents),
	route('webhooks', 'PUT', '/2/webhooks/:id', 'any', [], WEBHOOKS, validateWebhook),
	route('webhooks', 'DELETE', '/2/webhooks/:id', 'any', [], WEBHOOKS, deleteWebhook),
	route('activity', 'POST', SUBSCRIPTIONS, 'any', [], ACTIVITY, createSubscription),
	route('activity', 'GET', SUBSCRIPTIONS, 'any', ['tweet.read'], ACTIVITY, listSubscriptions),
	route('activity', 'DELETE', SUBSCRIPTIONS, 'app', [], ACTIVITY, deleteSubscriptions),
	route('activity', 'PUT', `${SUBSCRIPTIONS}/:id`, 'app', [], ACTIVITY, changeSubscription),
	route('activity', 'DELETE', `${SUBSCRIPTIONS}/:id`, 'app', [], ACTIVITY, deleteSubscription),
];
