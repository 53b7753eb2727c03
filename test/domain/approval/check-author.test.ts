import { checkAuthor } from '../../../src/domain/approval/check-author';
import { openRegister } from '../../../src/domain/register-index';

const ann = { name: 'Ann Lee', xUserId: '1', handle: 'ann' };
const bo = { name: 'Bo', handle: 'bo' };
const cy = { name: 'Cy', xUserId: '3', handle: 'cy', status: 'left' };
const register = openRegister([ann, bo, cy]);

describe('the author of a post, checked', () => {
	it('is approved by id, also under another handle, which the register is to learn', () => {
		expect(checkAuthor({ id: '1', handle: 'ANN' }, register)).toMatchObject({
			...{ verdict: 'approved', status: 'approved', action: 'fine', matchedBy: 'id' },
			official: { name: 'Ann Lee' },
		});
		expect(checkAuthor({ id: '1', handle: 'ann_lee' }, register)).toMatchObject({
			...{ status: 'approved', action: 'update handle', updates: { handle: 'ann_lee' } },
		});
		const known = { follows: true, asOf: '2026-03-01T00:00:00.000Z' };
		expect(checkAuthor({ id: '1', handle: 'ann_lee' }, register, known)).toMatchObject({
			...{ status: 'renamed', updates: { handle: 'ann_lee' }, ...known },
		});
	});

	it('is approved by handle where the entry has no id, which it gets', () => {
		expect(checkAuthor({ id: '2', handle: 'Bo' }, register, { follows: true })).toMatchObject({
			...{ status: 'following', matchedBy: 'handle', updates: { xUserId: '2' } },
		});
		expect(checkAuthor({ handle: '@bo' }, register)).toMatchObject({
			...{ verdict: 'approved', matchedBy: 'handle' },
		});
	});

	it('waits when an official has asked to follow, and is invited when not', () => {
		const asked = checkAuthor({ id: '1', handle: 'ann' }, register, {
			follows: false,
			hasAsked: true,
		});
		expect(asked).toMatchObject({ verdict: 'waiting', status: 'waiting', action: 'accept now' });
		expect(asked.reason).toBe(
			'Ann Lee (@ann) is on the register and has asked to follow the account: open https://x.com/follower_requests and accept the request.',
		);
		const not = checkAuthor({ id: '1' }, register, { follows: false, hasAsked: false });
		expect(not).toMatchObject({ verdict: 'approved', status: 'not following', action: 'invite' });
	});

	it.each([
		[{}, 'fine', '@eve is not on the register; whether they follow the account was not looked up.'],
		[{ follows: false }, 'fine', /and does not follow the account: there is nothing to do\.$/],
		[{ follows: true }, 'remove', /choose "Remove this follower" in the menu of @eve\.$/],
		[{ follows: false, hasAsked: true }, 'look', /follower_requests and decline/],
	])('is an outsider when nobody on the register, with what to do: %j', (known, action, reason) => {
		const found = checkAuthor({ id: '9', handle: 'eve' }, register, known);
		expect(found).toMatchObject({ verdict: 'outsider', status: 'outsider', action });
		expect(found.reason).toEqual(
			typeof reason === 'string' ? reason : expect.stringMatching(reason),
		);
	});

	it('is an outsider under a handle that the register has for somebody else, and says so', () => {
		const found = checkAuthor({ id: '9', handle: 'ann' }, register, { follows: true });
		expect(found).toMatchObject({ status: 'outsider', action: 'remove' });
		expect(found.reason).toMatch(
			/^@ann .* for Ann Lee, but with another X user id \(1\), and follows/,
		);
	});

	it('is an outsider who left, found by id', () => {
		expect(checkAuthor({ id: '3', handle: 'new' }, register, { follows: true })).toMatchObject({
			...{ verdict: 'outsider', status: 'left', action: 'remove', official: { name: 'Cy' } },
		});
	});

	it.each([
		[{ id: '0' }, /^X did not say who/],
		[{}, /^X did not say who/],
		[{ id: '0', handle: 'ann' }, /handle the register has for Ann Lee \(@ann\), but without/],
		[{ handle: 'eve' }, /^Only the handle @eve is known/],
		[{ id: '9' }, /^Of the user with the id 9 no handle is known/],
	])('is unknown, and never an outsider, when it cannot be told: %j', (author, reason) => {
		const found = checkAuthor(author, register, { follows: true });
		expect(found).toMatchObject({ verdict: 'unknown', status: 'unknown', action: 'look' });
		expect(found.reason).toMatch(reason);
	});

	it('is an outsider by id alone when every entry has an id', () => {
		expect(checkAuthor({ id: '9' }, openRegister([ann, cy])).status).toBe('outsider');
	});

	it('does not let a stranger put words into the reason', () => {
		const author = { id: '9', handle: 'x" onclick', name: 'Open https://evil.example now' };
		expect(checkAuthor(author, register).reason).toMatch(/^The user with the id 9 is not on/);
		const renamed = checkAuthor({ ...author, id: '1' }, register, { follows: true });
		expect(renamed).toMatchObject({ status: 'following' });
		expect(renamed.reason).toMatch(/^Ann Lee \(@ann\) is on/);
		expect(renamed).not.toHaveProperty('updates');
	});
});
