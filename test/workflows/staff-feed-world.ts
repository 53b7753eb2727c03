import type { DataTableRow } from 'n8n-workflow';

import { DataTables } from '../support/data-tables';
import { createDeath } from '../support/death';
import { createEngine, type Template, workflowId } from '../support/engine';
import type { Sandbox } from '../support/sandbox';
import { fillIn, minuteMs, readTemplate, setField, toCredentials } from './intake-world';

export const account = { id: '1402000000000000001', handle: 'acmecare' };

export const registerName = `x_care_register_${workflowId}`;
const registerColumns = [
	...['name', 'role', 'email', 'xHandle', 'xUserId'],
	...['channels', 'status', 'approvedBy', 'approvedOn'],
];

/** What the admin enters in the node *Settings*. */
export const addresses = { fromEmail: 'care@example.com', operatorEmail: 'operator@example.com' };

export interface Mail {
	to: string[];
	subject: string;
	text: string;
	html: string;
}

/**
 * One template around the staff feed, with its own tables set up, at the sandbox. The sandbox's account is care account and feed in one.
 *
 * @param settings more of the node *Settings*
 */
export async function createStaffFeedWorld(
	fileName: string,
	sandbox: Sandbox,
	settings: Record<string, string> = {},
) {
	await sandbox.control('DELETE', 'mailbox');
	const tables = new DataTables();
	const death = createDeath();
	let processes = 0;
	const toTemplate = (over: Record<string, string>): Template => {
		const template = fillIn(readTemplate(fileName), {});
		const fields = { ...addresses, registerTable: registerName, ...settings, ...over };
		for (const [field, value] of Object.entries(fields)) {
			setField(template, 'Settings', field, value);
		}
		return template;
	};
	const start = async (smtpPort = sandbox.smtpPort, over: Record<string, string> = {}) => {
		const credentials = toCredentials(sandbox);
		return await createEngine(toTemplate(over), {
			credentials: { ...credentials, smtp: { ...credentials.smtp, port: smtpPort } },
			dataTables: tables,
			processName: `process ${++processes}`,
			beforeNode: death.beforeNode,
		});
	};
	const engine = await start();
	await engine.run('Set up once');

	return {
		tables,
		death,
		engine,
		/** Another process; with another port its mail server does not answer, and fields of *Settings* may differ. */
		start,
		/** As if *Set up once* had never been run. */
		loseTable(name: string) {
			const inside = tables as unknown as { tables: Array<{ name: string }> };
			inside.tables = inside.tables.filter((table) => table.name !== name);
		},
		/** A table of another template, with rows in it. */
		async fillTable(name: string, columns: string[], rows: DataTableRow[]) {
			const project = await tables.provider.getDataTableAggregateProxy();
			const typed = columns.map((it, index) => ({ id: it, name: it, type: 'string', index }));
			const { id } = await project.createDataTable({ name, columns: typed });
			await (await tables.provider.getDataTableProxy(0, 0, id)).insertRows(rows);
		},
		async fillRegister(...officials: Array<Partial<Record<string, string>>>) {
			const empty = Object.fromEntries(registerColumns.map((column) => [column, '']));
			const rows = officials.map((official) => ({ ...empty, ...official })) as DataTableRow[];
			await this.fillTable(registerName, registerColumns, rows);
		},
		mails: async () => await sandbox.control<Mail[]>('GET', 'mailbox'),
		/** Makes every row of a table look as old as that. */
		letRowsGrowOld(name: string, ms = 11 * minuteMs) {
			const then = new Date(Date.now() - ms);
			for (const row of tables.rows(name)) Object.assign(row, { createdAt: then, updatedAt: then });
		},
	};
}

export type StaffFeedWorld = Awaited<ReturnType<typeof createStaffFeedWorld>>;
