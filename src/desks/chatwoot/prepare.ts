import { toHttpFailure } from '../../http';
import type { SetUpStep } from '../desk';
import { toRows } from './answers';
import { caseAttribute, type ChatwootApi } from './api';

const models = { conversation: 0, contact: 1 } as const;

const wanted: Array<{ of: keyof typeof models; key: string; name: string }> = [
	{ of: 'conversation', key: caseAttribute, name: 'X Case Key' },
	{ of: 'contact', key: 'x_handle', name: 'X Handle' },
	{ of: 'contact', key: 'x_followers', name: 'X Followers' },
	{ of: 'contact', key: 'x_profile', name: 'X Profile' },
];

/** Defines the custom attributes. Only the case key is needed; the others are for people to see. */
export async function prepareChatwoot(api: ChatwootApi): Promise<SetUpStep[]> {
	const there = new Set<string>();
	for (const of of ['conversation', 'contact'] as const) {
		const url = `/custom_attribute_definitions?attribute_model=${models[of]}`;
		const doing = 'listing custom attributes';
		const rows = toRows(await api.call(doing, { method: 'GET', url }), doing);
		for (const { attribute_key: key } of rows) there.add(`${of} ${String(key)}`);
	}
	const steps: SetUpStep[] = [];
	for (const it of wanted) {
		const what = `Custom attribute "${it.name}" (${it.key}) of a ${it.of}`;
		const isThere = there.has(`${it.of} ${it.key}`);
		steps.push(isThere ? { what, state: 'there already' } : await create(api, it, what));
	}
	return steps;
}

async function create(
	api: ChatwootApi,
	{ of, key, name }: (typeof wanted)[number],
	what: string,
): Promise<SetUpStep> {
	const body = {
		attribute_display_name: name,
		attribute_display_type: 0,
		attribute_description: 'Kept by the Case Forwarder',
		attribute_key: key,
		attribute_model: models[of],
	};
	const url = '/custom_attribute_definitions';
	const failure = await api
		.call('creating a custom attribute', { method: 'POST', url, body })
		.then(() => undefined, toHttpFailure);
	if (!failure) return { what, state: 'created' };
	if (failure.status === 422 && /taken/i.test(failure.message)) {
		return { what, state: 'there already' };
	}
	if (failure.kind !== 'forbidden' && failure.status !== 401) throw failure;
	const tab = of === 'conversation' ? 'Conversation' : 'Contact';
	return {
		what,
		state: 'by hand',
		how: `As an administrator: Settings › Custom Attributes › ${tab} › Add Custom Attribute, name "${name}", key ${key}, type Text.`,
	};
}
