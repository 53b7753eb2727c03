import { iso } from './clock.mts';
import { ControlInputError, readLimit } from './control-input.mts';
import {
	addFault,
	clearFaults,
	readClock,
	reset,
	setClock,
	setSettings,
} from './control-trouble.mts';
import { ACTIVITY_CONTROLS } from './control-activity.mts';
import { DESK_CONTROLS } from './control-desks.mts';
import { MESSAGES_CONTROLS } from './control-messages.mts';
import { READING_CONTROLS } from './control-reading.mts';
import { WRITING_CONTROLS } from './control-writing.mts';
import { addPosts, removePost, repeatPost } from './control-posts.mts';
import { addUsers } from './control-users.mts';
import { references } from './render.mts';
import { COMPANY_HANDLE, COMPANY_ID } from './seed.mts';
import type { Sandbox } from './state.mts';
import { fullText, type Post } from './world.mts';

/** A control request: what a test or the demo asks of the sandbox itself. */
export interface ControlCall {
	sandbox: Sandbox;
	/** The last part of the path, for routes that end in `:id`. */
	id: string;
	query: URLSearchParams;
	body: unknown;
}

type Handler = (call: ControlCall) => unknown;

const HANDLERS: Record<string, Handler> = {
	...READING_CONTROLS,
	...MESSAGES_CONTROLS,
	...WRITING_CONTROLS,
	...ACTIVITY_CONTROLS,
	...DESK_CONTROLS,
	'POST /control/reset': ({ sandbox, body }) => reset(sandbox, body),
	'GET /control/clock': ({ sandbox }) => readClock(sandbox.current),
	'POST /control/clock': ({ sandbox, body }) => setClock(sandbox.current, body),
	'POST /control/users': ({ sandbox, body }) => addUsers(sandbox.current, body),
	'POST /control/posts': ({ sandbox, body }) => addPosts(sandbox.current, body),
	'DELETE /control/posts/:id': ({ sandbox, id }) => removePost(sandbox.current, id),
	'POST /control/duplicate': ({ sandbox, body }) => repeatPost(sandbox.current, body),
	'GET /control/faults': ({ sandbox }) => sandbox.current.faults.list(),
	'POST /control/faults': ({ sandbox, body }) => addFault(sandbox.current, body),
	'DELETE /control/faults': ({ sandbox }) => clearFaults(sandbox),
	'POST /control/settings': ({ sandbox, body }) => setSettings(sandbox.current, body),
	'GET /control/requests': ({ sandbox, query }) => sandbox.current.log.since(readSince(query)),
	'DELETE /control/requests': ({ sandbox }) => {
		sandbox.current.log.clear();
		return { cleared: true };
	},
	'GET /control/ledger': ({ sandbox: { current } }) => ({
		entries: current.ledger.entries,
		totalUsd: current.ledger.totalUsd(),
		todayUsd: current.ledger.todayUsd(),
	}),
	'GET /control/timeline': ({ sandbox, query }) => showTimeline(sandbox, readLimit(query)),
	'GET /control/mailbox': ({ sandbox, query }) => {
		const limit = readLimit(query);
		return limit === undefined ? sandbox.mailbox.list() : sandbox.mailbox.list().slice(-limit);
	},
	'DELETE /control/mailbox': ({ sandbox }) => {
		sandbox.mailbox.clear();
		return { cleared: true };
	},
	'GET /control/state': ({ sandbox }) => summarise(sandbox),
};

/** Answers a control request; undefined when there is no such route. */
export async function answerControl(
	method: string,
	path: string,
	call: Omit<ControlCall, 'id'>,
): Promise<{ status: number; body: unknown } | undefined> {
	const [, base, id] = /^(\/control\/[^/]+)\/([^/]+)$/.exec(path) ?? [];
	const handler = HANDLERS[`${method} ${path}`] ?? HANDLERS[`${method} ${base}/:id`];
	if (!handler) return undefined;
	try {
		const body = await handler({ ...call, id: id ?? '' });
		if (method !== 'GET') call.sandbox.changed();
		return { status: 200, body };
	} catch (error) {
		if (!(error instanceof ControlInputError)) throw error;
		const { field, value, fix, message } = error;
		return { status: 400, body: { error: message, field, value: value ?? null, fix } };
	}
}

export const CONTROL_ROUTES = Object.keys(HANDLERS);

function readSince(query: URLSearchParams): number {
	const since = query.get('since') ?? '0';
	if (/^\d+$/.test(since)) return Number(since);
	throw new ControlInputError('since', since, 'Send the number `n` of the last request you know.');
}

/** What anybody can read, newest first: latest versions, without deleted posts and hidden authors. */
function showTimeline({ current: { world } }: Sandbox, limit?: number) {
	return world.order
		.filter((post) => world.isLatestVersion(post) && world.isShown(undefined, post))
		.reverse()
		.slice(0, limit)
		.map((post) => {
			const author = world.users.get(post.authorId)!;
			return {
				id: post.id,
				from: author.handle,
				name: author.name,
				verified: author.verifiedType !== 'none',
				text: fullText(post),
				createdAt: iso(post.createdAtMs),
				conversationId: post.conversationId,
				...(post.inReplyTo ? { inReplyTo: post.inReplyTo } : {}),
				...(post.quoteOf ? { quote: post.quoteOf } : {}),
				edited: post.versions.length > 1,
				media: post.media.map(({ type, url, altText }) => ({ type, url, altText })),
				...(post.repostOf ? { repostOf: post.repostOf } : {}),
				...(post.hidden ? { hidden: true } : {}),
				...(post.replySettings ? { replySettings: post.replySettings } : {}),
				...(post.madeWithAi ? { madeWithAi: true } : {}),
				...(post.directMessageLink ? { directMessageLink: post.directMessageLink } : {}),
				...(post.poll ? { poll: post.poll.options } : {}),
				isCompany: post.authorId === COMPANY_ID,
				repliesToCompany: isReplyToCompany(post),
			};
		});
}

const isReplyToCompany = (post: Post): boolean =>
	references(post) !== undefined && post.inReplyToUserId === COMPANY_ID;

function summarise(sandbox: Sandbox) {
	const { current, mailbox } = sandbox;
	const { world, log, ledger, faults, settings, limits } = current;
	return {
		company: { id: COMPANY_ID, handle: COMPANY_HANDLE },
		clock: readClock(current),
		users: [...world.users.values()].map(({ id, handle, name }) => ({ id, handle, name })),
		posts: world.order.filter((post) => !post.deleted).length,
		resets: sandbox.resets,
		requests: log.count(),
		mails: mailbox.list().length,
		faults: faults.list(),
		settings: { ...settings, limits: limits.overrides() },
		totalUsd: ledger.totalUsd(),
		todayUsd: ledger.todayUsd(),
	};
}
