import { fetchCredits } from './credits.mts';
import {
	appendToUpload,
	describeMedia,
	fetchUpload,
	finishUpload,
	startUpload,
	uploadAtOnce,
} from './media.mts';
import { hideReply, mute, unmute } from './moderation.mts';
import { repost, undoRepost } from './reposts.mts';
import { READ, route, type Route } from './route.mts';

const MEDIA = '/2/media/upload';

const byUser = (
	name: string,
	call: string,
	scope: string[],
	perQuarterHour: number,
	handle: Route['handle'],
): Route => {
	const [method, path] = call.split(' ');
	return route(name, method, path, 'user', scope, { user: perQuarterHour }, handle);
};

const WRITE = ['tweet.write', ...READ];
const MUTE = ['mute.write', ...READ];
const UPLOAD = ['media.write'];

/** What an account does to posts and people, and media. */
export const WRITING_ROUTES: Route[] = [
	byUser('repost', 'POST /2/users/:id/retweets', WRITE, 50, repost),
	byUser('undo-repost', 'DELETE /2/users/:id/retweets/:source_tweet_id', WRITE, 50, undoRepost),
	byUser(
		'hide-reply',
		'PUT /2/tweets/:tweet_id/hidden',
		['tweet.moderate.write', ...READ],
		50,
		hideReply,
	),
	byUser('mute', 'POST /2/users/:id/muting', MUTE, 50, mute),
	byUser('unmute', 'DELETE /2/users/:source_user_id/muting/:target_user_id', MUTE, 50, unmute),
	byUser('media-upload', `POST ${MEDIA}`, UPLOAD, 500, uploadAtOnce),
	byUser('media-status', `GET ${MEDIA}`, UPLOAD, 1000, fetchUpload),
	byUser('media-start', `POST ${MEDIA}/initialize`, UPLOAD, 1875, startUpload),
	byUser('media-append', `POST ${MEDIA}/:id/append`, UPLOAD, 1875, appendToUpload),
	byUser('media-finish', `POST ${MEDIA}/:id/finalize`, UPLOAD, 1875, finishUpload),
	byUser('media-metadata', 'POST /2/media/metadata', UPLOAD, 500, describeMedia),
	route('credits', 'GET', '/2/usage/credits', 'any', [], { user: 50, app: 50 }, fetchCredits),
];
