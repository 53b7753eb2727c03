import { eventKinds, toNature } from '../../../src/domain/event';
import type { Notice, NoticeSettings } from '../../../src/domain/approval/notices';
import { planNotices } from '../../../src/domain/approval/notices';
import { parseRegister } from '../../../src/domain/register';
import { makeEvent } from '../../support/events';

const rows = [
	{ name: 'Ann Lee', role: 'Care Lead', email: 'ann@acme.example', xUserId: '42' },
	{ name: 'Bo Day', role: 'Press', xUserId: '43' },
	{ name: 'Cy Orr', role: 'Legal', handle: 'cy' },
];
const officials = parseRegister(rows);
const plan = (
	event = makeEvent(),
	over: Partial<NoticeSettings> = {},
	register: { officials: typeof officials } = { officials },
) => planNotices(event, register, { by: 'register', repost: false, ...over });
const one = (row: Record<string, unknown>, by: NoticeSettings['by'] = 'register') =>
	plan(makeEvent(), { by }, { officials: parseRegister([{ name: 'Di Fee', ...row }]) });
const toShort = (notices: Notice[]) =>
	notices.map(({ channel, official, email, userId }) => [channel, official?.name, email ?? userId]);

describe('who is told of an event', () => {
	it('is everybody who can be reached, each by the first way that is possible', () => {
		expect(toShort(plan())).toEqual([
			['email', 'Ann Lee', 'ann@acme.example'],
			['message', 'Bo Day', '43'],
		]);
	});

	it('has a key of account, event, channel and address, the same however often the event comes', () => {
		expect(plan(makeEvent(), { repost: true }).map(({ key }) => key)).toEqual([
			'1000000000000000001-1900000000000000001-email-ann@acme.example',
			'1000000000000000001-1900000000000000001-message-43',
			'1000000000000000001-1900000000000000001-repost',
		]);
		expect(plan()).toEqual(plan());
	});

	it.each([
		['E-Mail', ['email']],
		['mail', ['email']],
		['DM', ['message']],
		['Direct  Message', ['message']],
		['x', ['message']],
		['e-mail, dm', ['email', 'message']],
		['Phone', ['email']],
		['', ['email']],
	])('goes by the channels of the register: "%s"', (channels, expected) => {
		const notices = one({ email: 'di@acme.example', xUserId: '44', channels });
		expect(notices.map(({ channel }) => channel)).toEqual(expected);
	});

	it('takes the other way when the one on the register lacks its address, and says so', () => {
		const [notice] = one({ xUserId: '44', channels: 'e-mail' });
		expect(notice).toMatchObject({ channel: 'message', userId: '44' });
		expect(notice.reason).toContain('lacks its address');
	});

	it.each([
		['email', ['email']],
		['message', ['message']],
		['both', ['email', 'message']],
	] as const)('goes by the node when it says "%s"', (by, expected) => {
		const notices = one({ email: 'di@acme.example', xUserId: '44', channels: 'dm' }, by);
		expect(notices.map(({ channel }) => channel)).toEqual(expected);
	});

	it('does not take another way than the node says, and tells what is missing', () => {
		expect(one({ xUserId: '44' }, 'email')).toMatchObject([
			{ channel: 'nobody', reason: expect.stringContaining('no E-Mail') as string },
		]);
		expect(one({ email: 'di@acme.example' }, 'message')).toMatchObject([
			{ channel: 'nobody', reason: expect.stringContaining('no X User ID') as string },
		]);
	});

	it('names each role that was chosen and nobody has, however many others are told', () => {
		const event = makeEvent();
		const notices = plan(event, { roles: ['Care Lead', 'Pres', 'pres '] });
		expect(toShort(notices)).toEqual([
			['email', 'Ann Lee', 'ann@acme.example'],
			['nobody', undefined, undefined],
		]);
		expect(notices[1].reason).toContain('the role "Pres"');
		const keys = plan(event, { roles: ['Pilot', 'Cook'] }).map(({ key }) => key);
		expect(new Set(keys).size).toBe(2);
	});

	it('is only who has one of the roles', () => {
		expect(toShort(plan(makeEvent(), { roles: [' care  lead'] }))).toEqual([
			['email', 'Ann Lee', 'ann@acme.example'],
		]);
	});

	it.each([
		['a direct message', makeEvent({ kind: 'message' })],
		['a post of a protected author', makeEvent({ author: { id: '7', protected: true } })],
	])('is of %s only who may hear of what is private, and nothing for the feed', (_, event) => {
		const privateRoles = ['legal', 'Press'];
		const notices = plan(event, { privateRoles, repost: true });
		expect(toShort(notices)).toEqual([
			['message', 'Bo Day', '43'],
			['nobody', 'Cy Orr', undefined],
		]);
		expect(notices.every(({ isPrivate }) => isPrivate)).toBe(true);
		expect(toShort(plan(makeEvent(), { privateRoles, roles: ['care lead'] }))).toEqual([
			['email', 'Ann Lee', 'ann@acme.example'],
		]);
		const [nobody] = plan(event, { privateRoles: ['Operator'] });
		expect(nobody).toMatchObject({ channel: 'nobody' });
		expect(nobody.reason).toContain('Nobody on the register has the role "Operator"');
	});

	it('names each who was chosen by role and cannot be reached', () => {
		expect(toShort(plan(makeEvent(), { roles: ['Press', 'Legal'] }))).toEqual([
			['message', 'Bo Day', '43'],
			['nobody', 'Cy Orr', undefined],
		]);
	});

	it.each([
		[['Pilot'], 'the role "Pilot"'],
		[[], 'No role is chosen'],
	])('is nobody when nobody has the role, and the reason names it: %j', (roles, reason) => {
		expect(plan(makeEvent(), { roles })).toMatchObject([
			{ channel: 'nobody', reason: expect.stringContaining(reason) as string },
		]);
	});

	it('is nobody on an empty register, or on one where all have left', () => {
		const left = officials.map((it) => ({ ...it, left: true as const }));
		expect(plan(makeEvent(), {}, { officials: [] })[0].reason).toContain('names nobody');
		expect(plan(makeEvent(), {}, { officials: left })[0].reason).toContain('have left');
	});

	it('says of a register where nobody can be reached how many they are', () => {
		const many = parseRegister([
			{ name: 'A', handle: 'a' },
			{ name: 'B', handle: 'b' },
		]);
		expect(plan(makeEvent(), {}, { officials: many })).toMatchObject([
			{ channel: 'nobody', reason: expect.stringContaining('None of the 2') as string },
		]);
	});

	it('tells one mailbox once, for all who share it', () => {
		const team = parseRegister([
			{ name: 'Ann', email: 'care@acme.example' },
			{ name: 'Bo', email: 'Care@ACME.example' },
		]);
		const notices = plan(makeEvent(), {}, { officials: team });
		expect(notices).toHaveLength(1);
		expect(notices[0].reason).toContain('Bo');
	});

	it('still tells an official what they wrote themselves', () => {
		expect(toShort(plan(makeEvent({ author: { id: '42' } })))).toContainEqual([
			'email',
			'Ann Lee',
			'ann@acme.example',
		]);
	});

	it('never has the account write to itself', () => {
		const self = parseRegister([{ name: 'Feed', xUserId: '1000000000000000001' }]);
		expect(toShort(plan(makeEvent(), {}, { officials: self }))).toEqual([
			['nobody', undefined, undefined],
		]);
	});

	it.each(eventKinds)('is never silent about "%s"', (kind) => {
		expect(plan(makeEvent({ kind })).length).toBeGreaterThan(0);
	});

	it('does not trouble officials with what was read, nor with reposts of their own', () => {
		expect(toShort(plan(makeEvent({ kind: 'coverage' })))).toEqual([
			['nobody', undefined, undefined],
		]);
		expect(toShort(plan(makeEvent({ kind: 'repost', author: { id: '43' } })))).toEqual([
			['nobody', undefined, undefined],
		]);
		expect(plan(makeEvent({ kind: 'repost' }))).toHaveLength(2);
	});
});

describe('what goes to the feed by repost', () => {
	const isReposted = (over: Parameters<typeof makeEvent>[0]) =>
		plan(makeEvent(over), { repost: true }).some(({ channel }) => channel === 'repost');

	it('is every public post, once, also when nobody can be told', () => {
		expect(isReposted({})).toBe(true);
		const notices = plan(makeEvent(), { repost: true }, { officials: [] });
		expect(notices.map(({ channel }) => channel)).toEqual(['nobody', 'repost']);
	});

	it('is never anything of a private message, which every notice says is private', () => {
		for (const kind of eventKinds.filter((it) => toNature(it) === 'message')) {
			const notices = plan(makeEvent({ kind }), { repost: true, by: 'both' });
			expect(notices.every(({ isPrivate }) => isPrivate)).toBe(true);
			expect(isReposted({ kind })).toBe(false);
		}
		expect(plan().some(({ isPrivate }) => isPrivate)).toBe(false);
	});

	it.each(eventKinds.filter((it) => toNature(it) !== 'post' || it === 'repost'))(
		'is never "%s"',
		(kind) => {
			expect(isReposted({ kind })).toBe(false);
		},
	);

	it.each([
		['a protected author', { id: '5', protected: true }],
		['our own account', { id: '1000000000000000001' }],
		['somebody X did not name', { id: '0' }],
	])('is never of %s', (_, author) => {
		expect(isReposted({ author })).toBe(false);
	});

	it('is nothing where the node says so', () => {
		expect(plan().some(({ channel }) => channel === 'repost')).toBe(false);
	});
});
