import { type RunningDemo, startDemo } from './demo';
import { type HoldingMail, startHoldingMail } from './holding-mail';
import { type CredentialName, logInToN8n, type N8n } from './n8n';
import { findTable, readTable, type Row } from './n8n-tables';
import { readTemplate, type Template } from './push-intake';
import { type Sandbox, toControl } from './sandbox';

/** A mail in the sandbox's mailbox. */
export interface Mail {
	to: string[];
	subject: string;
	text: string;
	html: string | null;
}

/** A real n8n with the templates of follower approval, a register, and an account on X to guard. */
export interface GuardFlow {
	demo: RunningDemo;
	n8n: N8n;
	control: Sandbox['control'];
	mail: HoldingMail;
	/** Imports a shipped template, filled in as its notes tell an admin to; returns its id. */
	importTemplate(file: string, fillIn?: FillIn): Promise<string>;
	/** Clicks on *Execute workflow* at that trigger; ends when the run has, with how it ended. */
	run(workflowId: string, trigger: string): Promise<string>;
	/** The same without waiting for the end: for a run that is not going to end. */
	start(workflowId: string, trigger: string): Promise<string>;
	/** What stopped that run. */
	readReason(executionId: string): Promise<string>;
	/** All rows of n8n's data table of that name. */
	readTable(name: string): Promise<Row[]>;
	/** Changes the rows whose `column` holds `value`, as an admin does by hand. */
	changeRows(name: string, column: string, value: string, data: object): Promise<void>;
	readMails(): Promise<Mail[]>;
	stop(): Promise<void>;
}

/** Values by node and field, for its *Set* nodes and its parameters. */
export type FillIn = Record<string, Record<string, unknown>>;

/** What all templates but 33 read the register by, until an admin says otherwise. */
const shippedRegisterId = 'xCare33Register';

export async function startGuardFlow(): Promise<GuardFlow> {
	const demo = await startDemo(['--no-cast', '--no-request-tracker']);
	const mail = await startHoldingMail(demo.smtpPort);
	const n8n = await logInToN8n(demo);
	const control = toControl(demo.sandboxUrl);
	const smtp = { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true };
	const credentials: Record<string, CredentialName> = {
		xCareOAuth2Api: await n8n.connectX(),
		smtp: await n8n.createCredential('smtp', 'Care mail', { ...smtp, user: '', password: '' }),
		httpBasicAuth: await n8n.createCredential('httpBasicAuth', 'Forms', formLogIn),
	};
	let registerId = shippedRegisterId;

	const start = async (workflowId: string, trigger: string) => {
		const { executionId } = await n8n.rest<{ executionId: string }>(
			`/workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: trigger } },
		);
		return executionId;
	};

	return {
		...{ demo, n8n, control, mail, start },
		async importTemplate(file, fillIn = {}) {
			const shipped = JSON.stringify(readTemplate(file));
			const template = JSON.parse(shipped.replaceAll(shippedRegisterId, registerId)) as Template;
			const { name, nodes, connections } = toFilledIn(template, credentials, fillIn);
			const settings = { executionOrder: 'v1' };
			const draft = { name, nodes, connections, settings };
			const { id } = await n8n.api<{ id: string }>('/workflows', draft);
			if (template.id === shippedRegisterId) registerId = id;
			return id;
		},
		run: async (workflowId, trigger) => await n8n.waitForEnd(await start(workflowId, trigger)),
		async readReason(executionId) {
			const path = `/executions/${executionId}?includeData=true`;
			const { data } = await n8n.api<FailedRun>(path);
			return `${data.resultData.error?.message} ${data.resultData.error?.description ?? ''}`;
		},
		readTable: async (name) => await readTable(n8n, name),
		async changeRows(name, columnName, value, data) {
			const filter = { type: 'and', filters: [{ columnName, condition: 'eq', value }] };
			const path = `/data-tables/${await findTable(n8n, name)}/rows/update`;
			await n8n.api(path, { filter, data }, 'PATCH');
		},
		readMails: async () => await control<Mail[]>('GET', 'mailbox'),
		async stop() {
			await mail.stop();
			await demo.stop();
		},
	};
}

const formLogIn = { user: 'forms', password: 'Forms-Passw0rd!' };

/** The log-in of the forms that only some may send. */
export const formHeaders = {
	authorization: `Basic ${btoa(`${formLogIn.user}:${formLogIn.password}`)}`,
};

interface FailedRun {
	data: { resultData: { error?: { message: string; description?: string } } };
}

interface Fields {
	assignments?: { assignments: Array<{ name: string; value: unknown }> };
}

function toFilledIn(
	template: Template,
	credentials: Record<string, CredentialName>,
	fillIn: FillIn,
): Template {
	const unknown = Object.keys(fillIn).filter(
		(name) => !template.nodes.some((it) => it.name === name),
	);
	if (unknown.length > 0) throw new Error(`'${template.name}' has no node '${unknown[0]}'.`);
	for (const node of template.nodes) {
		const types = Object.keys(node.credentials ?? {});
		if (types.length > 0) {
			node.credentials = Object.fromEntries(types.map((type) => [type, credentials[type]]));
		}
		for (const [field, value] of Object.entries(fillIn[node.name] ?? {})) {
			const { assignments } = (node.parameters as Fields).assignments ?? {};
			const assigned = assignments?.find(({ name }) => name === field);
			if (assigned) assigned.value = value;
			else node.parameters[field] = value;
		}
	}
	return template;
}
