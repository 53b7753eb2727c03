import type { OwnPost, PersonFacts, PolicyFacts, PostFacts } from '../../src/domain/policy/facts';
import type {
	MessageAction,
	OutgoingAction,
	PostAction,
	PublishAction,
	ReplyAction,
} from '../../src/domain/policy/outgoing-action';

export const ourId = '1000000000000000001';
export const customerId = '2000000000000000002';
export const postId = '1900000000000000001';
const ourPostId = '1900000000000000009';
export const now = Date.parse('2026-11-20T12:00:00Z');

/** A customer's post that names us. */
export const makePost = (over: Partial<PostFacts> = {}): PostFacts => ({
	id: postId,
	authorId: customerId,
	authorHandle: 'jo_example',
	text: '@acmecare my parcel has been missing for two weeks',
	conversationId: postId,
	conversationAuthorId: customerId,
	mentionsUs: 'explicit',
	quotesUs: false,
	...over,
});

export const makeOwnPost = (over: Partial<OwnPost> = {}): OwnPost => ({
	id: ourPostId,
	text: 'Our shops are open on Sunday from ten to four.',
	createdAtMs: now - 3_600_000,
	...over,
});

export const makePerson = (over: Partial<PersonFacts> = {}): PersonFacts => ({
	id: customerId,
	optedOut: false,
	wroteUs: true,
	...over,
});

/** Facts that have nothing against anything. */
export const makeFacts = (over: Partial<PolicyFacts> = {}): PolicyFacts => ({
	nowMs: now,
	account: { id: ourId, handle: 'acmecare', protected: false },
	writtenBy: 'template',
	post: makePost(),
	person: makePerson(),
	recentPosts: [],
	sentToday: 0,
	dailyLimit: 100,
	...over,
});

/** Facts about a post of our own. */
export const makeOwnFacts = (over: Partial<PolicyFacts> = {}): PolicyFacts =>
	makeFacts({
		post: makePost({ authorId: ourId, conversationAuthorId: ourId, mentionsUs: 'none' }),
		person: undefined,
		...over,
	});

export const reply = (...texts: string[]): ReplyAction => ({
	kind: 'reply',
	toPostId: postId,
	texts: texts.length > 0 ? texts : ['We are sorry. We are looking for your parcel now. ^JD'],
	media: [],
});

export const publish = (...texts: string[]): PublishAction => ({
	kind: 'publish',
	texts: texts.length > 0 ? texts : ['From today on we deliver on Saturdays, too.'],
	media: [],
});

export const message = (text = 'Could you tell us your order number?'): MessageAction => ({
	kind: 'sendMessage',
	to: { userId: customerId },
	text,
	media: [],
});

export const onPost = (kind: PostAction['kind']): PostAction => ({ kind, postId });

export const everyAction: OutgoingAction[] = [
	reply(),
	publish(),
	message(),
	...(['repost', 'undoRepost', 'hideReply', 'unhideReply', 'deletePost'] as const).map(onPost),
	...(['blockMessages', 'unblockMessages', 'mute', 'unmute'] as const).map((kind) => ({
		kind,
		userId: customerId,
	})),
];
