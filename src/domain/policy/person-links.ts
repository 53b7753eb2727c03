import type { PolicyFacts } from './facts';
import { toPost } from './finding';
import type {
	MediaFile,
	MessageAction,
	OutgoingAction,
	PublishAction,
	ReplyAction,
} from './outgoing-action';

/** A page of X on which a person can do by hand what was not done automatically. */
export interface PersonLink {
	label: string;
	url: string;
}

/** Ready links for an action that needs a person, the most useful first; texts are filled in where X takes them. */
export function toPersonLinks(action: OutgoingAction, facts: PolicyFacts): PersonLink[] {
	if (action.kind === 'publish') return [toComposer('Publish', action)];
	if (action.kind === 'sendMessage') return toMessageLinks(action, facts);
	if (action.kind === 'reply') return toReplyLinks(action, facts);
	if ('userId' in action) return [toProfile(action.userId)];
	if (facts.post === 'gone') return [];
	const post = toPostLink(action.postId);
	if (action.kind !== 'repost') return [post];
	return [{ label: 'Repost', url: toUrl('intent/retweet', { tweet_id: action.postId }) }, post];
}

/** Whoever asked to stop is not written to by hand either: there is only something to look at. */
function toReplyLinks(action: ReplyAction, facts: PolicyFacts): PersonLink[] {
	if (facts.post === 'gone') return [];
	const authorId = toPost(facts)?.authorId;
	const looks = [
		toPostLink(action.toPostId),
		...(authorId !== undefined && authorId !== facts.account.id ? [toProfile(authorId)] : []),
	];
	if (facts.person?.optedOut) return looks;
	return [toComposer('Answer', action, { in_reply_to: action.toPostId }), ...looks];
}

function toMessageLinks(action: MessageAction, facts: PolicyFacts): PersonLink[] {
	const { to, text, media } = action;
	const userId = facts.person?.id ?? toOther(to, facts.account.id);
	const profile = userId === undefined ? [] : [toProfile(userId)];
	if (facts.person?.optedOut) return profile;
	if (userId !== undefined) return [toMessageComposer(userId, text, media), ...profile];
	const id = 'conversationId' in to ? to.conversationId : '';
	const remarks = ['copy the text from the item', ...toFileRemark(media)];
	return [
		{ label: `Open the conversation${toRemark(remarks)}`, url: toUrl(`messages/${encode(id)}`) },
	];
}

/** A message to one person, with its text where that fits into an address. */
export function toMessageComposer(
	userId: string,
	text: string,
	media: MediaFile[] = [],
): PersonLink {
	const { query, remarks } = toPrefill(text, media);
	return {
		label: `Write the message${toRemark(remarks)}`,
		url: toUrl('messages/compose', { recipient_id: userId, ...query }),
	};
}

function toComposer(
	label: string,
	{ texts, media }: PublishAction | ReplyAction,
	parameters: Record<string, string> = {},
): PersonLink {
	const { query, remarks } = toPrefill(texts[0] ?? '', media);
	const rest = texts.length - 1;
	const thread = `only the first of ${texts.length} posts; add the other ${rest} by hand`;
	return {
		label: `${label}${toRemark(rest > 0 ? [thread, ...remarks] : remarks)}`,
		url: toUrl('intent/tweet', { ...parameters, ...query }),
	};
}

const toPostLink = (postId: string): PersonLink => ({
	label: 'Open the post',
	url: `https://x.com/i/status/${encode(postId)}`,
});

export const toProfile = (userId: string): PersonLink => ({
	label: "Open the person's profile",
	url: toUrl('intent/user', { user_id: userId }),
});

/** Of somebody of whom no id is known. */
export const toProfileByHandle = (handle: string): PersonLink => ({
	label: "Open the person's profile",
	url: toUrl(encode(handle)),
});

/** Where the requests to follow the account one is signed in with are accepted. X has no other way in. */
export const followRequestsLink: PersonLink = {
	label: 'Accept it among the follow requests',
	url: toUrl('follower_requests'),
};

/** X's own page on how a follower is removed, which works by hand alone. */
export const removeFollowerLink: PersonLink = {
	label: 'How to remove a follower',
	url: 'https://help.x.com/en/using-x/following-faqs',
};

/** The id of a conversation of two is made of both users' ids. */
function toOther(to: MessageAction['to'], ownId: string): string | undefined {
	if ('userId' in to) return to.userId;
	const ids = /^(\d+)-(\d+)$/.exec(to.conversationId)?.slice(1) ?? [];
	return ids.includes(ownId) ? ids.find((id) => id !== ownId) : undefined;
}

/** Longer addresses are cut or refused on the way; half a text would be sent as if it were all. */
const longestText = 6000;

interface Prefill {
	query: Record<string, string>;
	remarks: string[];
}

/** The text as a link carries it, and what it does not carry. */
function toPrefill(text: string, media: MediaFile[]): Prefill {
	const fits = encode(text).length <= longestText;
	return {
		query: fits && text !== '' ? { text } : {},
		remarks: [
			...(fits ? [] : ['too long for a link: copy the text from the item']),
			...toFileRemark(media),
		],
	};
}

const toFileRemark = ({ length }: MediaFile[]): string[] =>
	length === 0 ? [] : [`attach the ${length === 1 ? 'file' : `${length} files`} by hand`];

const toRemark = (remarks: string[]) => (remarks.length === 0 ? '' : ` (${remarks.join('; ')})`);

/** @param path encoded already */
function toUrl(path: string, query: Record<string, string> = {}): string {
	const pairs = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`);
	return `https://x.com/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/**
 * Encodes for an address that may stand in HTML, Markdown or a mail: also quotes, brackets and "*", which addresses may carry
 * as they are. Characters nobody can see go, halves of characters become "�".
 */
function encode(text: string): string {
	const clean = text
		.replace(/\r\n?/g, '\n')
		.replace(/[^\P{Cc}\n\t]/gu, '')
		.replace(/\p{Surrogate}/gu, '\ufffd');
	return encodeURIComponent(clean).replace(
		/[!'()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
