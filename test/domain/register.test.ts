import fc from 'fast-check';

import { findOfficial, findRecipients, parseRegister } from '../../src/domain/register';

const ann = { name: 'Ann Lee', role: 'Legal', email: 'ann@acme.example' };

describe('the register', () => {
	it('reads rows whatever their columns are called in case, spacing and signs', () => {
		expect(
			parseRegister([
				{ ' NAME ': 'Ann Lee', 'X Handle': '@ann_lee', 'X-User-ID': '42', Roles: 'Legal; Press' },
				{
					'Full name': 'Bo',
					'E-Mail': 'Bo <bo@acme.example>',
					role: ['Press'],
					CHANNELS: '#x, phone',
				},
				{ json: { name: 'Cy', twitter: 'https://x.com/cy/', 'Email Address': 'cy@acme.example' } },
			]),
		).toEqual([
			{
				name: 'Ann Lee',
				handle: 'ann_lee',
				xUserId: '42',
				roles: ['Legal', 'Press'],
				channels: [],
			},
			{ name: 'Bo', email: 'bo@acme.example', roles: ['Press'], channels: ['#x', 'phone'] },
			{ name: 'Cy', handle: 'cy', email: 'cy@acme.example', roles: [], channels: [] },
		]);
	});

	it('takes JSON text, ids a sheet made numbers of, and blank lines', () => {
		const rows = '[{"Name":"Ann","X User ID":783214},{"Name":"","Role":null},{}]';
		expect(parseRegister(rows)).toMatchObject([{ name: 'Ann', xUserId: '783214' }]);
		expect(parseRegister('')).toEqual([]);
	});

	it.each([
		[
			[{ ...ann, email: 'ann@acme.example, eve@x.test' }],
			/^'Register, row 1, column "email"' should be one e-mail/,
		],
		[
			[ann, { name: 'B', 'E-Mail': 'b@x.test\r\nBcc: c@x.test' }],
			/^'Register, row 2, column "E-Mail"'/,
		],
		[
			[{ name: 'A\r\nBcc: b@x.test' }],
			/^'Register, row 1, column "name"' should be a name of one line/,
		],
		[[{ name: '<b>A</b>' }], /column "name"/],
		[[{ name: 'A', 'X User ID': 2 ** 60 }], /column "X User ID"' should be text/],
		[
			[{ name: 'A', 'X User ID': '12 or 1=1' }],
			/column "X User ID"' should be the id of an X user/,
		],
		[[{ name: 'A', handle: 'a b' }], /column "handle"' should be a handle/],
		[[{ name: 'A', role: '<script>' }], /column "role"' should be words/],
		[[{ name: { first: 'A' } }], /column "name"' should be text/],
		[[{ role: 'Legal' }], /^'Register, row 1' should be about somebody/],
		[[{ colour: 'red' }], /^'Register' should be rows about people, but it is \["colour"\]/],
		[['Ann'], /^'Register, row 1' should be an object/],
		[{ name: 'A' }, /^'Register' should be a list of rows/],
		['{', /^'Register' should be a list of rows/],
	])('refuses %j, naming row and column', (rows, message) => {
		expect(() => parseRegister(rows)).toThrow(message);
	});

	it.each(['Head of Care – EMEA', 'Children’s books', 'R&D / Sales (EU)'])(
		'takes a role as office programs write it: "%s"',
		(role) => {
			expect(parseRegister([{ name: 'Ann', role }])[0].roles).toEqual([role]);
		},
	);

	it('makes one official of the rows about one person, the first telling most', () => {
		expect(
			parseRegister([
				{ name: 'Ann', handle: 'ann' },
				{ name: 'Ann L.', xUserId: '42', role: 'Legal', email: 'ann@acme.example' },
				{ name: 'Annie', xUserId: '42', handle: 'Ann', role: 'legal, Press' },
			]),
		).toEqual([
			{
				name: 'Ann',
				handle: 'ann',
				xUserId: '42',
				roles: ['Legal', 'Press'],
				email: 'ann@acme.example',
				channels: [],
			},
		]);
	});

	it('keeps people apart who share a handle or a mailbox, but not an id', () => {
		const rows = [
			{ name: 'Ann', xUserId: '1', handle: 'care', email: 'team@acme.example' },
			{ name: 'Bo', xUserId: '2', handle: 'care', email: 'team@acme.example' },
			{ name: 'Cy', email: 'team@acme.example' },
		];
		expect(parseRegister(rows).map(({ name }) => name)).toEqual(['Ann', 'Bo', 'Cy']);
	});

	it('knows an account by its id, by its handle only where no id is known', () => {
		const register = parseRegister([
			{ name: 'Ann', xUserId: '1', handle: 'was_bo' },
			{ name: 'Bo', handle: 'Bo' },
		]);
		expect(findOfficial(register, { id: '1', handle: 'renamed' })?.name).toBe('Ann');
		expect(findOfficial(register, { id: '2', handle: 'was_bo' })).toBeUndefined();
		expect(findOfficial(register, { id: '2', handle: 'bo' })?.name).toBe('Bo');
		expect(findOfficial(register, {})).toBeUndefined();
	});

	it('finds those with a role and an address, once each, whatever the spelling', () => {
		const register = parseRegister([
			ann,
			{ name: 'Bo', roles: 'press,  LEGAL ', email: 'bo@acme.example' },
			{ name: 'No Mail', roles: 'Legal' },
			{ name: 'Same Box', roles: 'Legal', email: 'ANN@acme.example' },
			{ name: 'Cy', roles: 'Sales', email: 'cy@acme.example' },
		]);
		expect(findRecipients(register, [' legal']).map(({ name }) => name)).toEqual(['Ann Lee', 'Bo']);
		expect(findRecipients(register, ['Board'])).toEqual([]);
		expect(findRecipients(register, [])).toEqual([]);
	});

	const word = fc.constantFrom('ann', 'bo', 'cy');
	const row = fc.record(
		{
			name: word,
			handle: word,
			xUserId: fc.constantFrom('1', '2', '3'),
			email: word.map((it) => `${it}@acme.example`),
			role: fc.constantFrom('Legal', 'press', 'Legal, Press'),
		},
		{ requiredKeys: ['name'] },
	);

	it('has each id once, loses no role and no address holder, and is the same when read again', () => {
		fc.assert(
			fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
				const register = parseRegister(rows);
				const ids = register.flatMap(({ xUserId }) => xUserId ?? []);
				expect(new Set(ids).size).toBe(ids.length);
				expect(new Set(ids)).toEqual(new Set(rows.flatMap(({ xUserId }) => xUserId ?? [])));
				for (const { role, name } of rows.filter((it) => it.role !== undefined)) {
					const all = register.flatMap(({ roles }) => roles.map((it) => it.toLowerCase()));
					for (const one of role!.split(', ')) expect(all).toContain(one.toLowerCase());
					expect(name).toBeTruthy();
				}
				expect(parseRegister(register)).toEqual(register);
			}),
		);
	});

	it('never lets a hostile cell become more than one recipient or a line end', () => {
		const cell = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.string({ unit: 'binary-ascii' }),
			fc.jsonValue(),
		);
		fc.assert(
			fc.property(
				fc.dictionary(fc.constantFrom('name', 'E-Mail', 'role', 'handle'), cell),
				(hostile) => {
					let register;
					try {
						register = parseRegister([hostile, ann]);
					} catch (error) {
						expect(String(error)).toMatch(/Register/);
						return;
					}
					for (const official of register) {
						expect(JSON.stringify(official)).not.toMatch(/\\[rn]/);
						expect(official.email ?? 'a@x.test').toMatch(/^[^\s,;:<>()"@]+@[A-Za-z0-9.-]+$/);
					}
				},
			),
			{ numRuns: 500 },
		);
	});

	it('reads ten thousand rows about ten thousand people without delay', () => {
		const rows = Array.from({ length: 10_000 }, (_, at) => ({
			...ann,
			name: `Ann ${at}`,
			xUserId: String(at),
		}));
		const started = performance.now();
		expect(parseRegister(rows)).toHaveLength(10_000);
		expect(performance.now() - started).toBeLessThan(2000);
	});
});
