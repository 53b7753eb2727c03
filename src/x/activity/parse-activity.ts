import type { XEvent } from '../../domain/event';
import { parseEvent } from '../../domain/event-parse';
import { isRecord } from '../envelope';
import { type ActivityContext, type Family, type Reading, toShort } from './activity-event';
import { readChat, readMessages } from './messages';
import { readDeletion, readRevocation } from './notices';
import { readFollow } from './people';
import { readPost } from './posts';

export interface ParsedActivity {
	/** In the order of the body, each once. */
	events: XEvent[];
	/** What could not be read, and why; one sentence each. */
	unreadable: string[];
	/** Kinds X has added since; each once. */
	unknownKinds: string[];
	/** X's own objects of those kinds. */
	unknown: Array<Record<string, unknown>>;
	/** What there is nothing to tell of, and why; one sentence each. */
	ignored: string[];
}

/** More events than any delivery of X's has; the rest of a larger body is not looked at. */
export const eventsMax = 1000;

const families = new Map<string, Family>([
	['post.mention.create', readPost],
	['post.reply.create', readPost],
	['post.quote.create', readPost],
	['post.repost.create', readPost],
	['dm.received', readMessages],
	['chat.received', readChat],
	['follow.follow', readFollow],
	['follow.unfollow', readFollow],
	['post.delete', readDeletion],
	['oauth.revoke', readRevocation],
]);

/** What we or the account did ourselves, and what is no business of customer care. */
const uninteresting =
	/^(?:post\.create|dm\.(?:sent|read|indicate_typing)|chat\.(?:sent|conversation[._]join)|like\.create|(?:mute|block|profile)\.[\w.]{1,60})$/;

/**
 * Reads what X sent to the webhook, one event or many. Each is read by itself: one that cannot be read holds nothing back.
 * Takes any JSON, never throws, and takes time in proportion to its size.
 */
export function parseActivity(body: unknown, context: ActivityContext): ParsedActivity {
	const parsed: ParsedActivity = {
		events: [],
		unreadable: [],
		unknownKinds: [],
		unknown: [],
		ignored: [],
	};
	const byId = new Map<string, XEvent>();
	const budget = { left: eventsMax };
	const raw = toRawEvents(body);
	if (raw.length === 0) parsed.unreadable.push('a body without an event');
	for (const value of raw) {
		if (budget.left <= 0) break;
		budget.left -= toSize(value);
		if (budget.left < 0) {
			parsed.unreadable.push(`more than ${eventsMax} events in one body`);
			break;
		}
		readOne(value, context, parsed, byId);
	}
	if (raw.length > eventsMax && budget.left === 0) {
		parsed.unreadable.push(`more than ${eventsMax} events in one body`);
	}
	return parsed;
}

/** `{ data: event }`, `{ data: [event, …] }`, a list of either, or the bare event. */
function toRawEvents(body: unknown): unknown[] {
	const list: unknown[] = Array.isArray(body) ? body : [body];
	return list.flatMap((it) => (isRecord(it) && Object.hasOwn(it, 'data') ? it.data : [it]));
}

/** A message event counts as many as it carries. */
function toSize(value: unknown): number {
	const payload = isRecord(value) && isRecord(value.payload) ? value.payload : {};
	const messages = payload.direct_message_events;
	return Array.isArray(messages) ? Math.max(1, messages.length) : 1;
}

function readOne(
	value: unknown,
	context: ActivityContext,
	parsed: ParsedActivity,
	byId: Map<string, XEvent>,
): void {
	const eventType = isRecord(value) ? value.event_type : undefined;
	if (!isRecord(value) || typeof eventType !== 'string') {
		const isReplay = isRecord(value) && Object.hasOwn(value, 'replay_job_status');
		if (isReplay) parsed.ignored.push('a report on a replay');
		else parsed.unreadable.push('something without an event_type');
		return;
	}
	const family = families.get(eventType);
	if (!family) {
		if (uninteresting.test(eventType)) {
			parsed.ignored.push(`${eventType} is of no interest`);
			return;
		}
		const kind = eventType.slice(0, 100);
		if (!parsed.unknownKinds.includes(kind)) parsed.unknownKinds.push(kind);
		parsed.unknown.push(value);
		return;
	}
	const { events = [], ignored = [], unreadable = [] } = readWith(family, value, context);
	parsed.ignored.push(...ignored);
	parsed.unreadable.push(...unreadable);
	for (const event of events) keep(event, parsed, byId);
}

function readWith(
	family: Family,
	value: Record<string, unknown>,
	context: ActivityContext,
): Reading {
	const { event_type: eventType, filter, payload, includes } = value;
	const userId = isRecord(filter) ? filter.user_id : undefined;
	if (userId !== undefined && userId !== context.account.id) {
		return { ignored: [`${String(eventType)} is about another account (${toShort(userId)})`] };
	}
	if (!isRecord(payload)) return { unreadable: [`${String(eventType)} without a payload`] };
	const event = {
		eventType: String(eventType),
		payload,
		includes: isRecord(includes) ? includes : {},
	};
	try {
		return family(event, context);
	} catch (error) {
		return { unreadable: [`${event.eventType}: ${toReason(error)}`] };
	}
}

/** A post that mentions and quotes us comes as two events; X also sends the same one twice. */
function keep(event: XEvent, parsed: ParsedActivity, byId: Map<string, XEvent>): void {
	const known = byId.get(event.id);
	if (known) {
		known.quotesUs ||= event.quotesUs;
		return;
	}
	try {
		// What the nodes that follow would refuse must not leave here.
		parseEvent(event);
	} catch (error) {
		parsed.unreadable.push(`${event.kind} ${event.id}: ${toReason(error)}`);
		return;
	}
	byId.set(event.id, event);
	parsed.events.push(event);
}

const toReason = (error: unknown): string =>
	(error instanceof Error ? error.message : String(error)).slice(0, 300);
