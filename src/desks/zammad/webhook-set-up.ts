import type { HttpSend } from '../../http';
import { HttpFailure } from '../../http';
import type { CaseWebhookSetUp, RegisteredWebhook } from '../case-events';
import { type Row, toRow, toRows, toText } from './answers';
import { createZammadApi, createZammadCall } from './api';
import { toChangePayload, toCondition, type WebhookKind, webhookKinds } from './webhook-payload';

type ZammadCall = ReturnType<typeof createZammadCall>;

/**
 * A webhook and the trigger that sends it, for each kind of event: a webhook alone is never called.
 *
 * @param token what Zammad is to sign with; from the credential, because Zammad hands out none
 */
export function createZammadWebhookSetUp(send: HttpSend, token: string): CaseWebhookSetUp {
	const call = createZammadCall(send);
	const secret = token.trim();
	return {
		register: async (url) => {
			if (!secret) throw tokenMissing;
			const states = await createZammadApi(send).findStates();
			// What a run left behind that was ended in the middle; names are unique in Zammad.
			const { all } = await findMade(call, url);
			await remove(call, all);
			const made: string[] = [];
			for (const kind of webhookKinds) {
				await makePair(call, kind, url, secret, toCondition(kind, states), made).catch(
					async (error: unknown) => {
						await remove(call, made).catch(() => undefined);
						throw error;
					},
				);
			}
			const [id, ...also] = made;
			return { id, secret, also };
		},
		isThere: async ({ id, also = [], secret: kept }, url) => {
			const { active } = await findMade(call, url);
			return kept === secret && [id, ...also].every((it) => active.includes(it));
		},
		remove: async ({ id, also = [] }: RegisteredWebhook) => await remove(call, [id, ...also]),
	};
}

/** Paths of all that was made for the address, and of what of it is switched on. */
async function findMade(call: ZammadCall, url: string) {
	const list = async (path: string) => {
		const doing = `listing ${path.slice(1)}`;
		const query = { page: 1, per_page: 500 };
		return toRows(await call(doing, { method: 'GET', url: path, query }, [200], rights), doing);
	};
	const hooks = (await list('/webhooks')).filter(({ endpoint }) => endpoint === url);
	const ids = hooks.map(({ id }) => toText(id));
	const triggers = (await list('/triggers')).filter(({ perform }) =>
		ids.includes(toWebhookId(perform)),
	);
	const made = [
		...hooks.map((it) => ({ ...it, path: `/webhooks/${toText(it.id)}` })),
		...triggers.map((it) => ({ ...it, path: `/triggers/${toText(it.id)}` })),
	];
	const isActive = ({ active }: Row) => active !== false;
	return {
		all: made.map(({ path }) => path),
		active: made.filter(isActive).map(({ path }) => path),
	};
}

const toWebhookId = (perform: unknown): string =>
	toText(((perform as Row | null)?.['notification.webhook'] as Row | undefined)?.webhook_id);

async function makePair(
	call: ZammadCall,
	kind: WebhookKind,
	url: string,
	secret: string,
	condition: Row,
	made: string[],
): Promise<void> {
	const name = `X Care ${kind}: ${url.slice(-120)}`;
	const make = async (path: string, body: Row) => {
		const doing = `creating "${name}" below ${path}`;
		const request = { method: 'POST', url: path, body: { name, note, active: true, ...body } };
		const response = await call(doing, { ...request, method: 'POST' }, [200, 201], rights);
		const { id } = toRow(response, doing);
		made.push(`${path}/${id}`);
		return Number(id);
	};
	const webhookId = await make('/webhooks', {
		endpoint: url,
		signature_token: secret,
		ssl_verify: url.startsWith('https:'),
		...(kind === 'commented'
			? { customized_payload: false }
			: { customized_payload: true, custom_payload: toChangePayload(kind) }),
	});
	await make('/triggers', {
		condition,
		perform: { 'notification.webhook': { webhook_id: webhookId } },
		activator: 'action',
		execution_condition_mode: 'selective',
		disable_notification: true,
	});
}

/** Triggers first: Zammad keeps a webhook that one of them still uses. */
async function remove(call: ZammadCall, paths: string[]): Promise<void> {
	const isTrigger = (path: string) => path.startsWith('/triggers/');
	for (const url of [...paths.filter(isTrigger), ...paths.filter((it) => !isTrigger(it))]) {
		await call(`removing ${url.slice(1)}`, { method: 'DELETE', url }, [200, 204, 404], rights);
	}
}

const note = 'Made by n8n; removed when its workflow is deactivated.';

const rights =
	"Give the token the permissions 'admin.webhook' and 'admin.trigger', and its user the role Admin.";

const tokenMissing = new HttpFailure(
	'misconfigured',
	"Zammad: the credential's 'Webhook Secret' is empty",
	{ hint: 'Enter any long random text: Zammad signs with it what it sends.' },
);
