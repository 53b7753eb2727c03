import { toNature, unknownAuthorId } from '../event';
import type { XEvent } from '../event';
import { toRoleKey, toUnion } from '../register-merge';
import type { Official } from '../register';
import { planWays } from './notice-ways';
import type { Way } from './notice-ways';

/** Somebody who is to be told of an event, or the feed it goes to. */
export interface Notice {
	/** Account, event, channel, and address or id: the same for the same event, however often it comes. */
	key: string;
	channel: 'email' | 'message' | 'repost' | 'nobody';
	/** Whom it is for; of `nobody` who cannot be reached, when it is one person. */
	official?: Official;
	/** Of `email`. */
	email?: string;
	/** Of `message`: X's user id. */
	userId?: string;
	/** One sentence: why they, and why this way. */
	reason: string;
	/** Said in private, or to approved followers only: nothing of it goes to a feed. */
	isPrivate: boolean;
}

export interface NoticeSettings {
	/** Only those with one of the roles; absent: everybody. */
	roles?: string[];
	/** Only those with one of these roles are told of what is private; absent: the same as of all else. */
	privateRoles?: string[];
	by: 'register' | 'email' | 'message' | 'both';
	/** Public posts also leave once each for the feed. */
	repost: boolean;
}

/**
 * Who is told of an event, and by what. Never empty: when nobody is told there is one that says why. Nobody is told twice at
 * one address; of those asked for by role each who cannot be reached is named, and each role that nobody has.
 */
export function planNotices(
	event: XEvent,
	register: { officials: readonly Official[] },
	wanted: NoticeSettings,
): Notice[] {
	const roles = isPrivate(event) ? (wanted.privateRoles ?? wanted.roles) : wanted.roles;
	const settings = { ...wanted, roles };
	const make = toMaker(event);
	const silence = findSilence(event, register.officials);
	if (silence) return [make({ channel: 'nobody', reason: silence })];
	const reposts =
		settings.repost && isForFeed(event) ? [make({ channel: 'repost', reason: feed })] : [];
	const chosen = choose(register.officials, settings.roles);
	const ways = chosen.map((official) => ({
		official,
		ways: planWays(official, settings.by, event.account.id),
	}));
	const told = ways.flatMap(({ official, ways: { open } }) =>
		open.map((way) => make({ ...way, official, reason: toReason(official, way, settings) })),
	);
	const unreached = ways.filter(({ ways: { open } }) => open.length === 0);
	const missed = settings.roles
		? [
				...unreached.map(({ official, ways: { problem } }) =>
					make({ channel: 'nobody', official, reason: problem }),
				),
				...findVacant(register.officials, settings.roles).map((role) =>
					make({ channel: 'nobody', reason: sayVacant(role) }, role),
				),
			]
		: [];
	if (told.length > 0) return [...mergeByKey(told), ...missed, ...reposts];
	if (missed.length > 0) return [...missed, ...reposts];
	const reason = toNobody(register.officials, unreached, settings);
	return [make({ channel: 'nobody', reason }), ...reposts];
}

const feed =
	'A public post: the feed for staff shows it word for word, until its author deletes it.';

type Draft = Omit<Notice, 'key' | 'isPrivate'>;

const toMaker =
	(event: XEvent) =>
	(draft: Draft, role?: string): Notice => {
		const target = draft.email?.toLowerCase() ?? draft.userId ?? toUnreached(draft) ?? role;
		return {
			key: [event.account.id, event.id, draft.channel, ...(target ? [target] : [])].join('-'),
			...draft,
			isPrivate: isPrivate(event),
		};
	};

/** X lets such content be shown to nobody who is not entitled to see it. */
const isPrivate = ({ kind, author }: XEvent) =>
	toNature(kind) === 'message' || author.protected === true;

/** Nobody's address: whatever the register knows them by. */
const toUnreached = ({ official }: Draft) =>
	official && (official.xUserId ?? official.email ?? official.handle ?? official.name);

/** Why an event is nobody's business, where it is. */
function findSilence({ kind, author }: XEvent, officials: readonly Official[]): string | undefined {
	if (kind === 'coverage') {
		return 'A statement of what was read is no news for officials; it belongs in the records.';
	}
	if (kind !== 'repost') return undefined;
	const isOfOurs = officials.some(({ xUserId }) => xUserId !== undefined && xUserId === author.id);
	return isOfOurs
		? 'Somebody on the register reposted a post of ours: nothing to be told.'
		: undefined;
}

/** Of whom it is not known whose post it is, it is not known that it is public and not our own. */
const isForFeed = (event: XEvent) => !isPrivate(event) && isPublicPost(event);

const isPublicPost = ({ kind, author, account }: XEvent) =>
	toNature(kind) === 'post' &&
	kind !== 'repost' &&
	author.id !== account.id &&
	author.id !== unknownAuthorId;

function choose(officials: readonly Official[], roles: string[] | undefined): Official[] {
	const current = officials.filter(({ left }) => !left);
	if (roles === undefined) return current;
	const wanted = new Set(roles.map(toRoleKey));
	return current.filter((it) => it.roles.some((role) => wanted.has(toRoleKey(role))));
}

/** Roles that nobody has; of a register that names nobody none. */
function findVacant(officials: readonly Official[], roles: string[]): string[] {
	if (officials.length === 0) return [];
	return toUnion(roles.map((role) => role.trim())).filter(
		(role) => choose(officials, [role]).length === 0,
	);
}

const sayVacant = (role: string) =>
	`Nobody on the register has the role "${role}": give it to somebody, or correct it in the node.`;

function toReason(official: Official, { hint }: Way, { roles }: NoticeSettings): string {
	const wanted = new Set(roles?.map(toRoleKey));
	const held = official.roles.filter((role) => wanted.has(toRoleKey(role)));
	const why = roles ? `has the role ${held.join(', ')}` : 'is on the register';
	return `${official.name} ${why}; ${hint}.`;
}

/** A team may share one mailbox: it gets one mail, which names all of them. */
function mergeByKey(notices: Notice[]): Notice[] {
	const byKey = new Map<string, Notice>();
	for (const notice of notices) {
		const first = byKey.get(notice.key);
		byKey.set(
			notice.key,
			first ? { ...first, reason: `${first.reason} ${notice.reason}` } : notice,
		);
	}
	return [...byKey.values()];
}

function toNobody(
	officials: readonly Official[],
	unreached: Array<{ official: Official; ways: { problem: string } }>,
	{ roles }: NoticeSettings,
): string {
	if (officials.length === 0)
		return 'The register names nobody: fill it in, or look at its branch.';
	if (roles) return 'No role is chosen: enter one in the node, or tell everybody.';
	const { ways } = unreached[0] ?? { ways: { problem: 'All on the register have left.' } };
	if (unreached.length < 2) return ways.problem;
	return `None of the ${unreached.length} people on the register can be reached. ${ways.problem}`;
}
