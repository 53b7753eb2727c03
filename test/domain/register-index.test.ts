import fc from 'fast-check';

import { findOfficial, findRecipients, parseRegister } from '../../src/domain/register';
import { openRegister } from '../../src/domain/register-index';

describe('who is on the register still', () => {
	it.each([
		[{ active: false }, true],
		[{ Active: 'no' }, true],
		[{ Active: 0 }, true],
		[{ active: true }, undefined],
		[{ Active: 'YES' }, undefined],
		[{ Status: 'Left' }, true],
		[{ Status: 'requested' }, true],
		[{ approval: 'revoked' }, true],
		[{ approval: 'Approved ' }, undefined],
		[{ Status: '' }, undefined],
		[{ left: true }, true],
		[{ left: false }, undefined],
		[{ 'Left on': '2026-03-01' }, true],
		[{ 'Left on': 46082 }, true],
		[{ 'left on': '-' }, undefined],
		[{ status: 'active', 'left on': '1.3.2026' }, true],
		[{ 'left on': 'Monday, March 2, 2026' }, true],
		[{ 'left on': 'since 2019' }, true],
	])('%j says so', (cells, left) => {
		expect(parseRegister([{ name: 'Ann', handle: 'ann', ...cells }])[0].left).toBe(left);
	});

	it.each([
		[
			{ Status: 'on leave' },
			/row 1, column "Status"' should be one of approved, active, .*"on leave"/,
		],
		[{ approval: { by: 'Bo' } }, /column "approval"' should be one of/],
		[{ active: 2 }, /column "active"'/],
		[{ left: 'perhaps' }, /column "left"' should be one of yes, true, left/],
		[{ left: 'no (asked in 2024)' }, /column "left"' should be one of yes, true, left.*, or a day/],
		[{ left: 'active since 2019' }, /column "left"'/],
	])('refuses to guess what %j says', (cells, message) => {
		expect(() => parseRegister([{ name: 'Ann', ...cells }])).toThrow(message);
	});

	it('writes to nobody who left and finds nobody by their account', () => {
		const register = parseRegister([
			{ name: 'Ann', xUserId: '1', role: 'Legal', email: 'legal@acme.example', status: 'left' },
			{ name: 'Bo', handle: 'bo', role: 'Legal', email: 'legal@acme.example' },
		]);
		expect(findOfficial(register, { id: '1' })).toBeUndefined();
		expect(findRecipients(register, ['legal']).map(({ name }) => name)).toEqual(['Bo']);
	});

	it('lets a person stay as long as one entry says so, with the roles of that one only', () => {
		const rows = [
			{ id: 7, name: 'Ann', xUserId: '1', handle: 'ann', role: 'Board', status: 'left' },
			{ id: 8, name: 'Ann Lee', handle: 'ANN', role: 'Sales', 'Approved by': 'Cy\r\n<b>' },
		];
		const ann = { name: 'Ann Lee', xUserId: '1', roles: ['Sales'], rowId: '8' };
		for (const register of [rows, [...rows].reverse()].map((it) => openRegister(it))) {
			expect(register).toMatchObject({ officials: [{ ...ann, approvedBy: 'Cy <b>' }], former: [] });
		}
		expect(openRegister([{ name: 'Bo' }, { ...rows[0] }]).former).toMatchObject([{ name: 'Ann' }]);
	});
});

describe('the register, opened', () => {
	it.each([[[]], [''], ['[]'], [[{}]], [[{ json: {} }, { json: { name: '', id: null } }]]])(
		'refuses %j, because with nobody on it everybody would be an outsider',
		(rows) => {
			expect(() => openRegister(rows)).toThrow(/^'Register' should be a list of people/);
		},
	);

	it('refuses a register on which nobody is approved, and rows that are about nobody', () => {
		const rows = [{ name: 'Ann', status: 'left' }];
		expect(() => openRegister(rows)).toThrow(/somebody approved .* "1 of 1 not approved"/);
		expect(() => openRegister([{ colour: 'red' }], 'Input 2')).toThrow(/^'Input 2'/);
	});

	it('finds by id, and by handle only an entry without one', () => {
		const register = openRegister([
			{ name: 'Ann', xUserId: '1', handle: 'was_ann' },
			{ name: 'Bo', handle: '@Bo' },
			{ name: 'Cy', handle: 'cy', active: 'no' },
			{ name: 'Nobody', xUserId: '0', handle: 'nil' },
		]);
		const names = (account: object) => [
			register.find(account)?.official.name,
			register.find(account)?.matchedBy,
		];
		expect(names({ id: '1', handle: 'bo' })).toEqual(['Ann', 'id']);
		expect(names({ id: '2', handle: 'BO' })).toEqual(['Bo', 'handle']);
		expect(names({ id: '2', handle: 'was_ann' })).toEqual([undefined, undefined]);
		expect(names({ id: '0', handle: 'nil' })).toEqual(['Nobody', 'handle']);
		expect(names({ id: '0' })).toEqual([undefined, undefined]);
		expect(register.findFormer({ id: '9', handle: 'cy' })?.official.name).toBe('Cy');
		expect(register.findByHandle('@WAS_ANN')?.name).toBe('Ann');
	});

	const row = fc.record(
		{
			name: fc.constantFrom('ann', 'bo', 'cy'),
			handle: fc.constantFrom('a', 'b', 'c', 'd'),
			xUserId: fc.constantFrom('1', '2', '3', '4'),
			email: fc.constantFrom('a@acme.example', 'b@acme.example'),
			status: fc.constantFrom('left', 'active'),
			role: fc.constantFrom('Legal', 'press'),
		},
		{ requiredKeys: ['name'] },
	);

	it('has everybody who is approved in any row, nobody twice, and is the same when read again', () => {
		fc.assert(
			fc.property(fc.array(row, { maxLength: 14 }), (rows) => {
				const people = parseRegister(rows);
				expect(parseRegister(people)).toEqual(people);
				if (people.every(({ left }) => left)) return;
				const register = openRegister(rows);
				expect(register.officials.length + register.former.length).toBe(people.length);
				for (const it of rows.filter(({ status }) => status !== 'left')) {
					if (it.xUserId) expect(register.find({ id: it.xUserId })?.matchedBy).toBe('id');
					// A handle alone may turn out to be a former one of somebody with an id.
					else if (it.handle && rows.every((other) => !other.xUserId)) {
						expect(register.find({ id: '99', handle: it.handle })?.matchedBy).toBe('handle');
					}
				}
			}),
		);
	});

	it.each([
		['about one person', (at: number) => ({ xUserId: '1', handle: `a${at}`, role: `r${at}` })],
		['with one handle and many ids', (at: number) => ({ xUserId: `${at + 1}`, handle: 'care' })],
		[
			'each tied to the one before',
			(at: number) => ({ email: `a${at >> 1}@x.test`, handle: `h${(at + 1) >> 1}` }),
		],
	])('reads five thousand rows %s without delay', (_, toCells) => {
		const rows = Array.from({ length: 5000 }, (__, at) => ({ name: 'Ann', ...toCells(at) }));
		const started = performance.now();
		parseRegister(rows);
		expect(performance.now() - started).toBeLessThan(2000);
	});
});
