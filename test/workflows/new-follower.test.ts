import type { INodeExecutionData } from 'n8n-workflow';

import { toBareEvent, type XEvent } from '../../src/domain/event';
import { workflowId } from '../support/engine';
import { useSandbox } from '../support/use-sandbox';
import { dayMs, pick } from './intake-world';
import {
	account,
	createStaffFeedWorld,
	registerName,
	type StaffFeedWorld,
} from './staff-feed-world';

const welcomed = `x_care_welcomed_${workflowId}`;
const followers = `x_care_followers_${workflowId}`;
const followerColumns = ['accountId', 'asOf', 'part', 'parts', 'entries', 'change'];

const rosa = {
	...{ name: 'Rosa Imre', role: 'Press', email: 'rosa@example.com' },
	...{ xHandle: 'rosa_imre', xUserId: '2000000000000000011', status: 'approved' },
};
const noMail = { name: 'Tom Okafor', role: 'Legal', xUserId: '2000000000000000012' };
const left = { name: 'Vera Gone', xUserId: '2000000000000000013', status: 'left' };

const toItem = (over: Partial<XEvent> = {}) => {
	const author = { id: rosa.xUserId, handle: 'rosa_imre', name: 'Rosa', ...over.author };
	const id = `${over.kind ?? 'follow'}-${author.id}`;
	const event = toBareEvent({
		...{ id, kind: 'follow', account, source: 'poll', permalink: `https://x.com/i/user/${id}` },
		...{ createdAt: '2026-11-20T10:00:00.000Z', receivedAt: '2026-11-20T10:01:00.000Z' },
		...over,
		author,
	});
	return { json: { event } } as unknown as INodeExecutionData;
};
const stranger = {
	...{ id: '2000000000000000099', handle: 'nosy_n' },
	name: 'Nosy\r\nBcc: all@example.com <b>N</b>\u202e',
};

describe('template 31, new follower', () => {
	const sandbox = useSandbox();
	let world: StaffFeedWorld;

	beforeEach(async () => {
		world = await createStaffFeedWorld('31-new-follower.json', sandbox, {
			followersTable: followers,
		});
		await world.fillRegister(rosa, noMail, left);
	});

	const deliver = async (...items: INodeExecutionData[]) =>
		await world.engine.run('Staff feed', items);
	const sweep = async () => {
		world.letRowsGrowOld(welcomed);
		return await world.engine.run('Every 10 minutes');
	};
	const subjects = async () => (await world.mails()).map(({ to, subject }) => [to[0], subject]);
	const greeting = [
		['rosa@example.com', 'Welcome to @acmecare'],
		['operator@example.com', 'X: Rosa Imre follows @acmecare'],
	];

	it('welcomes an official by e-mail, tells the operator, and writes to nobody on X', async () => {
		const outcome = await deliver(toItem());
		expect(outcome.error).toBeUndefined();
		expect(await subjects()).toEqual(greeting);
		const [welcome, note] = await world.mails();
		expect(welcome.text).toContain('Hello Rosa Imre');
		expect(note.text).toContain('Rosa Imre, @rosa_imre, Press follows @acmecare.');
		for (const { text } of [welcome, note]) expect(text).not.toMatch(/undefined|\{\{|n8n/);
		expect(pick(world.tables.rows(welcomed), 'letter', 'official', 'state', 'item')).toEqual([
			['welcome', 'Rosa Imre', 'told', ''],
			['note', 'Rosa Imre', 'told', ''],
		]);
		const requests = await sandbox.control<Array<{ method: string }>>('GET', 'requests');
		expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('tells the operator alone of an official without an address', async () => {
		await deliver(toItem({ author: { id: noMail.xUserId, handle: 'tom_o', name: 'Tom' } }));
		expect(await subjects()).toEqual([['operator@example.com', 'X: Tom Okafor follows @acmecare']]);
		expect((await world.mails())[0].text).toContain('no e-mail address');
	});

	it.each([
		['who is not on the register', stranger, /nosy_n/],
		['who has left', { id: left.xUserId, handle: 'vera_g', name: 'Vera' }, /vera_g/],
		['who took the handle of an official', { ...stranger, handle: 'rosa_imre' }, /rosa_imre/],
	])('raises an alarm at once about somebody %s, with the links', async (_, author, named) => {
		await deliver(toItem({ author }));
		const [mail, ...others] = await world.mails();
		expect(others).toEqual([]);
		expect(mail.to).toEqual(['operator@example.com']);
		expect(mail.subject).toMatch(/^X: ALARM, not on the register/);
		expect(mail.subject).toMatch(named);
		expect(mail.text).toContain(`https://x.com/intent/user?user_id=${author.id}`);
		expect(mail.text).toContain('https://help.x.com/en/using-x/following-faqs');
		expect(mail.text).toContain(`https://x.com/messages/compose?recipient_id=${author.id}&text=`);
	});

	it('asks the operator to look at somebody of whom it cannot be told', async () => {
		world.tables.rows(registerName).push({
			...{ ...world.tables.rows(registerName)[0], id: 900 },
			...{ name: 'Only A Handle', xHandle: 'only_a_handle', xUserId: '' },
		});
		await deliver(toItem({ author: { id: stranger.id, handle: undefined, name: undefined } }));
		const [{ subject, text }] = await world.mails();
		expect(subject).toBe(`X: ALARM, please look who this is: id ${stranger.id} follows @acmecare`);
		expect(text).not.toMatch(/undefined|null/);
	});

	it("keeps a stranger's name in one line, so that it writes no header and no sentence of its own", async () => {
		await deliver(toItem({ author: stranger }));
		const [{ subject, text, to }] = await world.mails();
		expect(to).toEqual(['operator@example.com']);
		expect(subject).toContain('Nosy Bcc: all@example.com <b>N</b> (@nosy_n)');
		expect(text).not.toMatch(/^Bcc/m);
		expect(text).not.toContain('\u202e');
	});

	it('notes that an official went, and keeps quiet when an outsider did', async () => {
		await deliver(toItem({ kind: 'unfollow' }), toItem({ kind: 'unfollow', author: stranger }));
		expect(await subjects()).toEqual([
			['operator@example.com', 'X: Rosa Imre no longer follows @acmecare'],
		]);
	});

	it('welcomes again whoever comes back another day', async () => {
		await deliver(toItem());
		await deliver(toItem({ createdAt: '2026-11-21T10:00:00.000Z' }));
		expect(await subjects()).toEqual([...greeting, ...greeting]);
	});

	it('says nothing twice when a follower is delivered again, twice at once, or in two runs at once', async () => {
		await deliver(toItem(), toItem());
		await Promise.all([deliver(toItem()), deliver(toItem()), deliver(toItem())]);
		await sweep();
		expect(await subjects()).toEqual(greeting);
		expect(world.tables.rows(welcomed)).toHaveLength(2);
	});

	it('says nothing twice when several runs see a new follower in the same instant', async () => {
		await Promise.all(Array.from({ length: 5 }, async () => await deliver(toItem())));
		expect((await subjects()).sort()).toEqual([...greeting].sort());
	});

	it.each(['Note it first', 'All notes of it', 'Ours to tell?', 'The letter', 'Send the e-mail'])(
		'tells each once when the process died before "%s"',
		async (step) => {
			world.death.plan(step);
			await deliver(toItem()).catch(() => undefined);
			world.death.cancel();
			await deliver(toItem());
			await sweep();
			await sweep();
			expect((await subjects()).sort()).toEqual([...greeting].sort());
		},
	);

	it('fails and tries again when the mail server does not answer', async () => {
		const down = await world.start(9);
		const outcome = await down.run('Staff feed', [toItem()]);
		expect(outcome.error?.message).toMatch(
			/^Letters not sent: 2\. .*welcome to rosa@example.com: .*E-CONNREFUSED/,
		);
		expect(pick(world.tables.rows(welcomed), 'state')).toEqual([['failed'], ['failed']]);
		world.letRowsGrowOld(welcomed);
		const sweeps = Array.from(
			{ length: 3 },
			async () => await world.engine.run('Every 10 minutes'),
		);
		for (const { error } of await Promise.all(sweeps)) expect(error).toBeUndefined();
		expect((await subjects()).sort()).toEqual([...greeting].sort());
	});

	describe('the follower set of the guard', () => {
		it('gets a row for each change', async () => {
			await world.fillTable(followers, followerColumns, []);
			await deliver(toItem(), toItem({ kind: 'unfollow', author: stranger }));
			expect(pick(world.tables.rows(followers), ...followerColumns)).toEqual([
				[
					...[account.id, '2026-11-20T10:00:00.000Z', '1', '1'],
					...[JSON.stringify([[rosa.xUserId, 'rosa_imre', 'Rosa']]), 'follow'],
				],
				[
					...[account.id, '2026-11-20T10:00:00.000Z', '1', '1'],
					...[JSON.stringify([[stranger.id, stranger.handle, stranger.name]]), 'unfollow'],
				],
			]);
		});

		it('gets its rows even when the register cannot be read', async () => {
			await world.fillTable(followers, followerColumns, []);
			world.tables.rows(registerName).length = 0;
			expect((await deliver(toItem())).error).toBeDefined();
			expect(world.tables.rows(followers)).toHaveLength(1);
		});
	});

	it('alarms about nobody when the register is empty, but stops with the reason', async () => {
		world.tables.rows(registerName).length = 0;
		const outcome = await deliver(toItem(), toItem({ author: stranger }));
		expect(outcome.error?.message).toMatch(/register/i);
		expect(await world.mails()).toEqual([]);
	});

	it('passes on what the trigger says about its own watch, but no statement of coverage', async () => {
		const text = 'No new follower for 9 days, 2 is usual.';
		await deliver(
			toItem({ id: 'silence-followers-1', kind: 'silence', text, author: account }),
			toItem({ id: 'coverage-1', kind: 'coverage', author: account }),
		);
		const [mail, ...others] = await world.mails();
		expect(others).toEqual([]);
		expect(mail).toMatchObject({ subject: 'X, staff feed: improbably quiet' });
		expect(mail.text).toContain(text);
	});

	it('forgets after a year who was told', async () => {
		await deliver(toItem());
		world.letRowsGrowOld(welcomed, 364 * dayMs);
		await world.engine.run('Every 10 minutes');
		expect(world.tables.rows(welcomed)).toHaveLength(2);
		world.letRowsGrowOld(welcomed, 366 * dayMs);
		await world.engine.run('Every 10 minutes');
		expect(world.tables.rows(welcomed)).toEqual([]);
	});
});
