import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { parseRegister } from '../../src/domain/register';
import { DataTables } from '../support/data-tables';
import { createEngine, type Engine, workflowId } from '../support/engine';
import { readTemplate } from './intake-world';

const table = `x_care_register_${workflowId}`;

interface Report {
	title: string;
	message: string;
	added: number;
	changed: number;
	same: number;
	refused: number;
	refusedRows: string[];
}

describe('template 33, register set-up', () => {
	let tables: DataTables;
	let engine: Engine;

	beforeEach(async () => {
		tables = new DataTables();
		engine = await createEngine(readTemplate('33-register-setup.json'), {
			credentials: {},
			dataTables: tables,
		});
		await setUp();
	});

	const setUp = async () => await engine.run('Set up once');
	const rows = () => tables.rows(table);
	const clear = () => rows().splice(0);
	/** Somebody sends the form; what the page at its end says. */
	const send = async (
		file: string | Buffer,
		from = 'Olivia Operator',
		by = engine,
	): Promise<Report> => {
		const upload: INodeExecutionData = {
			json: { 'Your name': from, submittedAt: '2026-11-20T10:00:00.000Z' },
			binary: {
				CSV_file: {
					data: Buffer.from(file).toString('base64'),
					...{ mimeType: 'text/csv', fileName: 'officials.csv', fileExtension: 'csv' },
				},
			},
		};
		const outcome = await by.run('Import a CSV', [upload]);
		expect(outcome.error).toBeUndefined();
		expect(outcome.order.filter((name) => name === 'Say so')).toHaveLength(1);
		return outcome.out('What came of it')[0] as unknown as Report;
	};
	const pick = (...columns: string[]) => rows().map((row) => columns.map((column) => row[column]));

	describe('set up', () => {
		it('makes a table of text with sample rows that approve nobody on X, and name an operator', () => {
			const officials = parseRegister(rows());
			expect(officials.map(({ roles }) => roles).flat()).toContain('Operator');
			const samples = rows() as unknown as Array<Record<string, string>>;
			const approved = samples.filter(({ status }) => status === 'approved');
			expect(approved.map(({ xHandle, xUserId }) => xHandle + xUserId)).toEqual(['']);
			for (const row of samples) expect(row.email).toMatch(/@example\.com$/);
		});

		it('twice changes nothing, and never touches rows of yours', async () => {
			const before = structuredClone(rows());
			await setUp();
			expect(rows()).toEqual(before);
			rows().splice(1);
			rows()[0].name = 'Olivia Operator';
			await setUp();
			expect(pick('name')).toEqual([['Olivia Operator']]);
		});
	});

	const list =
		'Name,Role(s),E-Mail,X Handle,X User-ID,Channels\n' +
		'Jane Doe,"Customer care, Deliveries",jane@example.com,@Jane_D,1900000000000000123,email\n' +
		'John Roe,Customer care,john@example.com,https://x.com/john_roe,,\n' +
		'Team Desk,Desk,desk@example.com,,,\n';

	describe('an import', () => {
		beforeEach(() => void clear());

		it('takes the usual spellings of columns, handles without "@", and all 19 digits of an id', async () => {
			const report = await send(list);
			expect(report).toMatchObject({ added: 3, changed: 0, refused: 0 });
			expect(report.title).toBe('3 added, 0 changed, 0 refused');
			expect(pick('name', 'role', 'xHandle', 'xUserId')).toEqual([
				['Jane Doe', 'Customer care, Deliveries', 'Jane_D', '1900000000000000123'],
				['John Roe', 'Customer care', 'john_roe', ''],
				['Team Desk', 'Desk', '', ''],
			]);
		});

		it('notes who approved them and when, as evidence', async () => {
			await send(list);
			const today = new Date().toISOString().slice(0, 10);
			for (const row of rows())
				expect(row).toMatchObject({ status: 'approved', approvedBy: 'Olivia Operator' });
			expect(String(rows()[0].approvedOn).slice(0, 8)).toBe(today.slice(0, 8));
		});

		it('twice doubles nobody, and says so', async () => {
			await send(list);
			const before = structuredClone(rows());
			expect(await send(list)).toMatchObject({ added: 0, changed: 0, same: 3, refused: 0 });
			expect(rows()).toEqual(before);
		});

		it('finds a person by id, else by handle, else by e-mail and name, and adds what was missing', async () => {
			await send(list);
			const report = await send(
				'name,handle,x id,email\n' +
					'Jane Married,jane_new,1900000000000000123,\n' +
					',JOHN_ROE,1900000000000000456,\n' +
					'Team Desk,acme_desk,,desk@example.com\n',
			);
			expect(report).toMatchObject({ added: 0, changed: 3, refused: 0 });
			expect(pick('name', 'xHandle', 'xUserId', 'email')).toEqual([
				['Jane Married', 'jane_new', '1900000000000000123', 'jane@example.com'],
				['John Roe', 'JOHN_ROE', '1900000000000000456', 'john@example.com'],
				['Team Desk', 'acme_desk', '', 'desk@example.com'],
			]);
		});

		it('keeps two people apart who share an address, or of whom one got the handle of the other', async () => {
			await send('name,email,handle,x id\nAnn A,team@example.com,ann_a,11\n');
			const report = await send(
				'name,email,handle,x id\nBob B,team@example.com,,\nCarl C,,ann_a,22\nAnn A,,ann_new,11\n',
			);
			expect(report).toMatchObject({ added: 2, changed: 1 });
			expect(pick('name', 'xHandle', 'xUserId')).toEqual([
				['Ann A', 'ann_new', '11'],
				['Bob B', '', ''],
				['Carl C', 'ann_a', '22'],
			]);
		});

		it('makes one row of a person who stands in the file twice', async () => {
			const report = await send('name,handle,role\nJane,jane_d,Care\nJane,@JANE_D,Desk\n');
			expect(report).toMatchObject({ added: 1, changed: 0 });
			expect(pick('name', 'role')).toEqual([['Jane', 'Desk']]);
		});

		it('never lets somebody who left in again by an empty cell, and tells so; only by the word', async () => {
			await send(list);
			rows()[0].status = 'left';
			const report = await send(list);
			expect(report.message).toContain('Row 2 (Jane Doe): stays “left”');
			expect(rows()[0].status).toBe('left');
			await send('name,handle,status\nJane Doe,jane_d,Approved\n', 'Someone Else');
			expect(rows()[0]).toMatchObject({ status: 'approved', approvedBy: 'Someone Else' });
		});

		it('takes it that somebody left, however the list says so', async () => {
			await send('name,left on\nAnn,2026-01-31\nBea,\n');
			await send('name,active\nCleo,no\nDora,yes\n');
			expect(pick('name', 'status')).toEqual([
				...[
					['Ann', 'left'],
					['Bea', 'approved'],
				],
				...[
					['Cleo', 'left'],
					['Dora', 'approved'],
				],
			]);
		});

		it.each([
			['nothing to know them by', ',Care,,,', /Row 3: it has neither a name nor a handle/],
			['an id that was rounded', 'Max,,,max_m,1.90E+18', /Row 3 \(Max\): .*1\.90E\+18.*rounded/],
			['an id that ends as rounded ones do', 'Max,,,,1900000000000120000', /rounded/],
			['a handle that cannot be', 'Max,,,this is no handle,', /this is no handle.* is no handle/],
			['no e-mail address', 'Max,,"a@b.co, c@d.co",,', /is not one e-mail address/],
			['a name with markup', '<b>Max</b>,,,max_m,', /the name .* signs no name has/],
			['a role no register takes', 'Max,{},,max_m,', /“\{\}” in role/],
		])('refuses a row with %s by its number, and takes the others', async (_, line, reason) => {
			const head = 'Name,Role,E-Mail,X Handle,X User ID';
			const report = await send(
				`${head}\nJane Doe,Care,,jane_d,\n${line}\nJohn Roe,Care,,john_r,\n`,
			);
			expect(report).toMatchObject({ added: 2, refused: 1 });
			expect(report.refusedRows[0]).toMatch(reason);
			expect(report.message).toContain('Refused: put these right and send them again');
			expect(report.message).not.toMatch(/<b>Max|undefined/);
			expect(pick('name')).toEqual([['Jane Doe'], ['John Roe']]);
		});

		it('refuses a status it does not know, with the words it does', async () => {
			const report = await send('name,status\nJane,maybe\nJohn,on leave\n');
			expect(report.refusedRows).toHaveLength(2);
			expect(report.refusedRows[0]).toMatch(
				/Row 2 \(Jane\): “maybe” in status is none of approved/,
			);
			expect(rows()).toEqual([]);
		});

		it('reads files of spreadsheets: semicolons or tabs, a byte order mark, umlauts of Windows', async () => {
			await send('\uFEFFName;E-Mail\r\nJörg Müller;joerg@example.com\r\n');
			await send('Name\tX Handle\nAna\tana_a\n');
			await send(Buffer.from('Name;X Handle\r\nJörg Müller;joerg_m\r\n', 'latin1'));
			await send('"Name, first and last";Name;X Handle\n"a, b, c";Bea;bea_b\n');
			expect(pick('name', 'xHandle')).toEqual([
				['Jörg Müller', 'joerg_m'],
				['Ana', 'ana_a'],
				['Bea', 'bea_b'],
			]);
		});

		it('tells of columns it does not take', async () => {
			const report = await send('name,Shoe size\nJane,38\n');
			expect(report.message).toMatch(/Columns not taken<\/b><ul><li>Shoe size/);
		});

		it.each([
			['', /cannot be read|no rows/],
			['Name,Role\n', /no rows below its headings/],
			['Jane Doe\nJohn Roe\n', /first line must hold headings.*Found: Jane Doe/],
			['Name,Role\nJane,Care,more,and more\n', /no CSV with one heading per column/],
			['Name,Role\n"Jane,Care\n', /no CSV/],
		])('of a file such as %j writes nothing, and the page says why', async (file, reason) => {
			const report = await send(file);
			expect(report.refusedRows[0]).toMatch(reason);
			expect(report).toMatchObject({ added: 0, changed: 0, refused: 1 });
			expect(rows()).toEqual([]);
		});

		it('lets nothing in that the register would stumble over', async () => {
			const nasty = [
				'=1+1',
				'a'.repeat(81),
				'x\ty',
				'Zoë',
				'"quoted, name"',
				'O’Hara',
				'日本',
				'-',
			];
			await send(`name,role\n${nasty.map((name) => `${name},Care`).join('\n')}\n`);
			expect(parseRegister(rows() as IDataObject[])).toHaveLength(rows().length);
			expect(rows().length).toBeGreaterThan(4);
		});

		it('of three thousand people is one row each, within seconds, also the second time', async () => {
			const lines = Array.from(
				{ length: 3_000 },
				(_, i) => `Person ${i},person_${i},person.${i}@example.com,19000000000000${10_001 + i}`,
			);
			const file = `name,handle,email,x id\n${lines.join('\n')}\n`;
			expect(await send(file)).toMatchObject({ added: 3_000 });
			const beganAt = performance.now();
			expect(await send(file)).toMatchObject({ added: 0, same: 3_000 });
			expect(performance.now() - beganAt).toBeLessThan(8_000);
			expect(rows()).toHaveLength(3_000);
		}, 60_000);

		it('of handles alone is enough, and the guard finds them by it', async () => {
			expect(await send('X Handle\n@jane_d\njohn_r\n')).toMatchObject({ added: 2, refused: 0 });
			expect(parseRegister(rows()).map(({ handle }) => handle)).toEqual(['jane_d', 'john_r']);
		});

		it('takes words for words: a cell is never an expression, nor markup on the page at the end', async () => {
			const cells = ['={{ 1+1 }}', '{{ $json }}', '=HYPERLINK(1)', "$' $&"];
			const report = await send(
				`name,role,{{ $now }}\n${cells.map((name) => `${name},Care,`).join('\n')}\n<img src=x>,Care,\n`,
			);
			expect(pick('name').flat()).toEqual(cells);
			expect(report.message).toContain('&lt;img src=x&gt;');
			expect(report.message).toContain('{{ $now }}');
			expect(report.message).not.toContain('<img');
		});

		it('twice at the same time makes one row each', async () => {
			const others = await createEngine(readTemplate('33-register-setup.json'), {
				credentials: {},
				dataTables: tables,
			});
			await Promise.all([send(list), send(list, 'Someone Else', others)]);
			expect(pick('name')).toEqual([['Jane Doe'], ['John Roe'], ['Team Desk']]);
		});

		it('writes that somebody left on every row about them, or they would stay approved', async () => {
			await send(list);
			const [jane] = structuredClone(rows());
			rows().push({ ...jane, id: 999, email: 'other@example.com' });
			await send('name,handle,status\nJane Doe,jane_d,left\n');
			const janes = parseRegister(rows()).filter(({ handle }) => handle === 'jane_d');
			expect(janes.map(({ left }) => left)).toEqual([true]);
			expect(pick('email', 'status')).toContainEqual(['other@example.com', 'left']);
		});

		it('never takes one for another of the same name', async () => {
			await send('name,handle\nJane Doe,jane_d\nJane Doe,jane_other\n');
			const report = await send('name,status\nJane Doe,left\n');
			expect(report.refusedRows[0]).toMatch(/2 people on the register are called that/);
			await send('name,handle,status\nJane Doe,jane_other,left\n');
			expect(pick('xHandle', 'status')).toEqual([
				['jane_d', 'approved'],
				['jane_other', 'left'],
			]);
		});

		it('before the table was made says what to click', async () => {
			tables = new DataTables();
			const fresh = await createEngine(readTemplate('33-register-setup.json'), {
				credentials: {},
				dataTables: tables,
			});
			const report = await send(list, 'Olivia Operator', fresh);
			expect(report).toMatchObject({ added: 0, refused: 1 });
			expect(report.refusedRows[0]).toMatch(/Execute workflow.*Set up once/);
		});
	});
});
