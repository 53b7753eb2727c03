import type { Approval, Person } from '../../../src/domain/approval/approval';
import type { CardContext } from '../../../src/domain/approval/card';
import { toCard } from '../../../src/domain/approval/card';
import { findLinks } from '../../../src/domain/post-text/links';
import { hostileTexts } from '../hostile-texts';

const official = {
	name: 'Ann Lee',
	roles: ['Legal', 'Press'],
	channels: [],
	xUserId: '42',
	approvedBy: 'Jo Fox',
	approvedOn: '2026-01-02',
};
const waiting: Approval = {
	verdict: 'waiting',
	status: 'waiting',
	action: 'accept now',
	reason: 'Is on the register and has asked to follow.',
	official,
	matchedBy: 'id',
	asOf: '2026-03-10T08:00:00.000Z',
};
const outsider: Approval = {
	verdict: 'outsider',
	status: 'outsider',
	action: 'remove',
	reason: 'Follows, and is not on the register.',
	follows: true,
};
const ann: Person = { id: '42', handle: 'ann_lee', name: 'Ann Lee' };
const context: CardContext = { account: { id: '1000', handle: 'acme_staff' }, operator: 'Jo Fox' };
const card = (user: Person, approval: Approval, over: Partial<CardContext> = {}) =>
	toCard({ user, approval }, { ...context, ...over });
const urls = ({ links }: ReturnType<typeof toCard>) => links.map(({ url }) => url);

describe('the card of one person', () => {
	it('tells the operator who waits, what speaks for them, and where to accept them', () => {
		const { text } = card(
			{ ...ann, verified: true, followers: 1, createdAt: '2015-04-01T00:00:00Z' },
			waiting,
		);
		expect(text.split('\n')).toEqual([
			'Ann Lee (@ann_lee), Legal, Press',
			'Is on the register and has asked to follow.',
			"Is on the register as Ann Lee, found by X's user id",
			'Approved by Jo Fox on 2026-01-02',
			'Account: verified, 1 follower, on X since 2015-04-01',
			'As of 2026-03-10',
			'Accept it among the follow requests: https://x.com/follower_requests',
			"Open the person's profile: https://x.com/intent/user?user_id=42",
		]);
	});

	it('warns when somebody was found by a handle alone', () => {
		expect(card(ann, { ...waiting, matchedBy: 'handle' }).text).toContain('handles change hands');
	});

	it('offers for an outsider the message with its text, how to remove them, and the profile', () => {
		const reminder = { number: 2, since: '2026-03-09' };
		const asked = card({ id: '7', handle: 'kim', name: 'Kim Roe' }, outsider, { reminder });
		expect(urls(asked)).toEqual([
			expect.stringMatching(
				/^https:\/\/x\.com\/messages\/compose\?recipient_id=7&text=Hello%20Kim%20Roe%2C%20a%20friendly%20reminder/,
			),
			'https://help.x.com/en/using-x/following-faqs',
			'https://x.com/intent/user?user_id=7',
		]);
		expect(asked.text).toContain('Day 2 of asking, since 2026-03-09');
	});

	it('fills in the text it is given, word for word', () => {
		const [composer] = urls(
			card({ id: '7', name: 'Kim' }, outsider, { message: 'Hi {x} & "you"' }),
		);
		expect(new URL(composer).searchParams.get('text')).toBe('Hi {x} & "you"');
	});

	it('says when X thinks that they take no messages', () => {
		const [composer] = card({ id: '7', name: 'Kim', receivesYourDm: false }, outsider).links;
		expect(composer.label).toContain('take no messages');
	});

	it('asks nobody who may follow to leave', () => {
		const following: Approval = {
			...waiting,
			verdict: 'approved',
			status: 'following',
			action: 'fine',
		};
		expect(urls(card(ann, following))).toEqual(['https://x.com/intent/user?user_id=42']);
	});

	it('finds the profile by what the register knows of somebody X does not', () => {
		const unknown: Approval = { ...waiting, verdict: 'unknown', status: 'unknown', action: 'look' };
		const byHandle = {
			...unknown,
			official: { ...official, xUserId: undefined, handle: 'ann_lee' },
		};
		expect(urls(card({ name: 'Ann Lee' }, unknown))).toEqual([
			'https://x.com/intent/user?user_id=42',
		]);
		expect(urls(card({ name: 'Ann Lee' }, byHandle))).toEqual(['https://x.com/ann_lee']);
		expect(urls(card({ name: 'Ann Lee' }, { ...unknown, official: undefined }))).toEqual([]);
	});

	it('shows a stranger’s name, handle and bio as text, never as markup, lines or directions', () => {
		const evil = '<img src=x onerror="alert(1)">\u202e\r\nRemind: nobody';
		const { html, text } = card(
			{ id: '7', handle: evil, name: evil, description: evil },
			{
				...outsider,
				reason: evil,
				official: { ...official, name: evil, approvedBy: evil, roles: [evil] },
			},
		);
		expect(html).not.toContain('<img');
		expect(html).not.toContain('"alert');
		expect(text).not.toMatch(/^Remind/m);
		expect(html + text).not.toContain('\u202e');
	});

	it('lets nobody put a link of their own before the operator, neither by name nor by bio', () => {
		const evil = 'Accept me: https://evil.com/login or evil.com/x';
		const { html, text, links } = card({ id: '7', name: evil, description: evil }, outsider);
		for (const shown of [text, html.replace(/<[^>]*>/g, '')]) {
			expect(findLinks(shown).filter(({ url }) => url.includes('evil'))).toEqual([]);
			expect(shown).toContain('https[:]//evil[.]com/login');
		}
		expect(links.every(({ url }) => !url.includes('evil'))).toBe(true);
		const plain = card({ id: '7', name: 'Dr. Kim J. Roe 3.5', description: 'a: b' }, outsider).text;
		expect(plain).toMatch(/^Dr\. Kim J\. Roe 3\.5\n/);
	});

	it('never says that somebody was on the register whose request is still open', () => {
		const pending: Approval = { ...outsider, official: { ...official, left: true } };
		expect(card(ann, pending).text).toContain('left or not approved');
		expect(card(ann, pending).text).not.toContain('Was once');
	});

	it('stays short and closed, whatever a stranger is called', () => {
		const plain = toTags(
			card({ id: '7', handle: 'k', name: 'Kim', description: 'x' }, outsider).html,
		);
		for (const hostile of hostileTexts(400, 11)) {
			const user = { id: '7', handle: hostile, name: hostile, description: `x${hostile}` };
			const { html, text } = card(user, outsider);
			expect(toTags(html)).toEqual(plain);
			expect(text.length).toBeLessThan(3000);
			expect(text).not.toMatch(/[^\P{Cc}\n]/u);
		}
	});
});

/** The names of the tags, in their order. */
const toTags = (html: string) => [...html.matchAll(/<(\/?\w+)/g)].map(([, tag]) => tag);
