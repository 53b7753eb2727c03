import type { Official } from '../register';

/** One way to reach somebody. */
export interface Way {
	channel: 'email' | 'message';
	email?: string;
	userId?: string;
	/** Why this way, as the end of a sentence. */
	hint: string;
}

/** By which ways an official is told; where there is none, one sentence that says what is missing. */
export function planWays(
	official: Official,
	by: 'register' | 'email' | 'message' | 'both',
	accountId: string,
): { open: Way[]; problem: string } {
	const channels = by === 'register' ? toWished(official.channels) : wishes[by];
	const open = channels.flatMap((channel) => toWay(official, channel, accountId, hints[by]));
	if (open.length > 0 || by !== 'register') return { open, problem: toProblem(official, channels) };
	const instead = channels.length > 0 ? insteadHint : defaultHint;
	const other = wishes.both.flatMap((channel) => toWay(official, channel, accountId, instead));
	return { open: other.slice(0, 1), problem: toProblem(official, wishes.both) };
}

type Channel = Way['channel'];

const wishes: Record<'email' | 'message' | 'both', Channel[]> = {
	email: ['email'],
	message: ['message'],
	both: ['email', 'message'],
};

const hints = {
	register: 'this is one of their channels on the register',
	email: 'the node tells by e-mail',
	message: 'the node tells by message',
	both: 'the node tells by e-mail and message',
};
const defaultHint = 'the register names no channel, so it is the first that is possible';
const insteadHint = 'their channel on the register lacks its address, so it is the other one';

/** In letters and digits alone, lower case. */
const words: Record<Channel, string[]> = {
	email: ['email', 'emails', 'mail', 'emailaddress'],
	message: [
		'dm',
		'dms',
		'directmessage',
		'directmessages',
		'message',
		'privatemessage',
		'x',
		'xdm',
		'twitter',
		'twitterdm',
	],
};

function toWished(channels: readonly string[]): Channel[] {
	const known = new Set(
		channels.map((it) =>
			it
				.normalize('NFKC')
				.toLowerCase()
				.replace(/[^\p{L}\p{N}]/gu, ''),
		),
	);
	return wishes.both.filter((channel) => words[channel].some((word) => known.has(word)));
}

/** An account cannot write to itself. */
function toWay(
	{ email, xUserId }: Official,
	channel: Channel,
	accountId: string,
	hint: string,
): Way[] {
	if (channel === 'email') return email ? [{ channel, email, hint }] : [];
	return xUserId && xUserId !== accountId ? [{ channel, userId: xUserId, hint }] : [];
}

const toProblem = ({ name }: Official, channels: Channel[]): string => {
	const missing = channels.map((channel) => columns[channel]).join(' and no ');
	return `${name} cannot be reached: the register has no ${missing} for them that could be used.`;
};

const columns: Record<Channel, string> = { email: 'E-Mail', message: 'X User ID' };
