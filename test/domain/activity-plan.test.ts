import { judgeActivity } from '../../src/domain/activity/judge';
import { listenings, toWishes, usualListenings } from '../../src/domain/activity/listening';
import {
	type FoundActivity,
	isSetUp,
	ownTag,
	planActivity,
	planRemoval,
	type Subscription,
} from '../../src/domain/activity/plan';

const url = 'https://n8n.example.com/webhook/1/x';
const userId = '1000000000000000001';
const wanted = { url, wishes: toWishes(['mentions', 'messages', 'revocations'], userId) };
const ours = { id: '1', url, valid: true };
const theirs = { id: '2', url: 'https://other.example.com/hook', valid: true };
const sub = (eventType: string, more: Partial<Subscription> = {}): Subscription => ({
	id: `s-${eventType}`,
	eventType,
	...(eventType !== 'oauth.revoke' && { userId }),
	webhookId: ours.id,
	tag: ownTag,
	...more,
});
const complete: FoundActivity = {
	webhooks: [ours],
	subscriptions: [sub('post.mention.create'), sub('dm.received'), sub('oauth.revoke')],
};
const kinds = (list: ReadonlyArray<{ eventType: string }>) => list.map((it) => it.eventType);

describe('what is wished for', () => {
	it('is about the account, but for the access of the app, which is about nobody', () => {
		expect(wanted.wishes).toEqual([
			{ eventType: 'post.mention.create', userId },
			{ eventType: 'dm.received', userId },
			{ eventType: 'oauth.revoke' },
		]);
	});

	it('leaves out names that are none of ours, inherited ones too', () => {
		expect(toWishes(['constructor', 'likes', 7, null], userId)).toEqual([]);
	});

	it('is by default what care needs', () => {
		expect(usualListenings.every((name) => name in listenings)).toBe(true);
		expect(kinds(toWishes(usualListenings, userId))).not.toContain('post.repost.create');
	});
});

describe('what is to be done', () => {
	it('is everything when X knows nothing', () => {
		const plan = planActivity(wanted, { webhooks: [], subscriptions: [] });
		expect(plan).toMatchObject({ createWebhook: true, revalidate: false, move: [], kept: [] });
		expect(plan.subscribe).toEqual(wanted.wishes);
		expect(isSetUp(plan)).toBe(false);
	});

	it('is nothing when all is there, whoever made it', () => {
		expect(isSetUp(planActivity(wanted, complete))).toBe(true);
		const byHand = complete.subscriptions.map((it) => ({ ...it, tag: undefined }));
		expect(isSetUp(planActivity(wanted, { ...complete, subscriptions: byHand }))).toBe(true);
	});

	it('knows its address in X’s spelling', () => {
		const webhooks = [{ ...ours, url: 'https://N8N.example.com/webhook/1/x' }];
		expect(isSetUp(planActivity(wanted, { ...complete, webhooks }))).toBe(true);
	});

	it('checks a webhook again that X switched off, and one it said nothing about not', () => {
		const off = { ...complete, webhooks: [{ ...ours, valid: false }] };
		expect(planActivity(wanted, off)).toMatchObject({ revalidate: true, createWebhook: false });
		const unsaid = { ...complete, webhooks: [{ id: '1', url }] };
		expect(isSetUp(planActivity(wanted, unsaid))).toBe(true);
	});

	it('takes back what we made and is not wanted any more, of whichever account', () => {
		const others = [
			sub('follow.follow'),
			sub('dm.received', { id: 'old', userId: '9' }),
			sub('like.create', { tag: 'by hand' }),
		];
		const plan = planActivity(wanted, {
			...complete,
			subscriptions: [...complete.subscriptions, ...others],
		});
		expect(plan.unsubscribe.map(({ id }) => id)).toEqual(['s-follow.follow', 'old']);
	});

	it('takes our subscriptions along whose webhook is gone, and leaves those of others where they are', () => {
		const plan = planActivity(wanted, {
			webhooks: [theirs],
			subscriptions: [
				sub('post.mention.create', { webhookId: 'gone' }),
				sub('dm.received', { webhookId: theirs.id }),
				sub('oauth.revoke', { webhookId: 'gone', tag: 'by hand' }),
			],
		});
		expect(kinds(plan.move)).toEqual(['post.mention.create']);
		expect(kinds(plan.subscribe)).toEqual(['dm.received', 'oauth.revoke']);
		expect(plan.unsubscribe).toEqual([]);
		expect(plan.otherUrls).toEqual([theirs.url]);
	});
});

describe('what is to be taken back', () => {
	it('is the webhook at our address and what was subscribed for it, nothing of others', () => {
		const removal = planRemoval(wanted, {
			webhooks: [ours, theirs],
			subscriptions: [
				...complete.subscriptions,
				sub('dm.received', { id: 'theirs', webhookId: theirs.id }),
				sub('like.create', { id: 'by hand', tag: 'by hand' }),
			],
		});
		expect(removal.webhook).toBe(ours);
		expect(removal.unsubscribe).toEqual(complete.subscriptions);
	});

	it('is nothing where nothing of ours is', () => {
		const found = { webhooks: [theirs], subscriptions: complete.subscriptions };
		expect(planRemoval(wanted, found)).toEqual({ unsubscribe: [] });
	});
});

describe('what is said about it', () => {
	const judge = (found: FoundActivity) => judgeActivity(planActivity(wanted, found), url);

	it('is green only when X said that all is well', () => {
		expect(judge(complete)).toMatchObject({ ok: true, light: 'green', missing: [] });
		const unsaid = { ...complete, webhooks: [{ id: '1', url }] };
		expect(judge(unsaid)).toMatchObject({ ok: false, light: 'grey' });
	});

	it('names what is missing in words people know', () => {
		const state = judge({ ...complete, subscriptions: [sub('dm.received')] });
		expect(state).toMatchObject({
			light: 'yellow',
			subscribed: ['dm.received'],
			missing: ['post.mention.create', 'oauth.revoke'],
		});
		expect(state.sentence).toBe(
			'X does not tell of mentions and the withdrawal of access, only of direct messages.',
		);
	});

	it('never shows the query of an address, which may hold a secret', () => {
		const webhooks = [{ ...theirs, url: `${theirs.url}?key=secret` }];
		const { sentence } = judge({ webhooks, subscriptions: [] });
		expect(sentence).toContain(theirs.url);
		expect(sentence).not.toContain('secret');
	});
});
