import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { Choice, DeskLists } from '../../desks/desk';
import { HttpFailure } from '../../http';
import { toNodeError } from '../node-errors';
import { findDesk } from './bindings';
import { connect } from './connect';

/** One of the lists of the desk that is chosen in the node, for a field with *From List*. */
export async function searchChoices(
	context: ILoadOptionsFunctions,
	list: keyof DeskLists,
	filter = '',
): Promise<INodeListSearchResult> {
	const wanted = filter.toLowerCase();
	const choices = await fetchChoices(context, list);
	return { results: choices.filter(({ name }) => name.toLowerCase().includes(wanted)) };
}

/** The same for a drop-down; the first entry leaves the choice to the desk. */
export async function loadChoices(
	context: ILoadOptionsFunctions,
	list: keyof DeskLists,
): Promise<INodePropertyOptions[]> {
	return [{ name: "The Desk's Own", value: '' }, ...(await fetchChoices(context, list))];
}

async function fetchChoices(
	context: ILoadOptionsFunctions,
	list: keyof DeskLists,
): Promise<Choice[]> {
	try {
		const desk = String(context.getCurrentNodeParameter('desk'));
		const binding = findDesk(desk);
		if (!binding?.toLists) throw noList(desk);
		const { credentials, send, guard } = await connect(context, binding);
		const chosen = (parameter: string) =>
			String(context.getCurrentNodeParameter(parameter, { extractValue: true }) ?? '');
		const fetchList = guard(binding.toLists(send, chosen, credentials))[list];
		if (!fetchList) throw noList(desk);
		return await fetchList();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

const noList = (desk: string) =>
	new HttpFailure('misconfigured', `The desk "${desk}" has no such list`, {
		hint: 'Choose "By Name" or "By ID" and enter what the desk shows.',
	});
