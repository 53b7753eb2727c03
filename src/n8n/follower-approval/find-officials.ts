import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type NoticeSettings, planNotices } from '../../domain/approval/notices';
import { parseEvent } from '../../domain/event-parse';
import { InvalidItem } from '../../domain/field';
import { readList, readOneOf } from '../setting';
import { type NodeError, toBatchError, toFailedJson } from '../failed-items';
import { toNodeError } from '../node-errors';
import { isTool } from '../x-care/gate-settings';
import { readInput } from './inputs';
import { readRegister } from './read-register';

/** By output. */
const channels = ['email', 'message', 'repost', 'nobody'] as const;

/** Says of every event which officials are told, and how: an item for each, and one by *Nobody* where there is none. */
export function findOfficialsToTell(context: IExecuteFunctions): INodeExecutionData[][] {
	const items = readInput(context, 0);
	const outputs: INodeExecutionData[][] = channels.map(() => []);
	if (items.length === 0) return outputs;
	const failures: NodeError[] = [];
	const plan = open(context);
	for (const [itemIndex, item] of items.entries()) {
		const pairedItem = { item: itemIndex, input: 0 };
		try {
			for (const notice of plan(item.json, itemIndex)) {
				const json = { ...item.json, notice: notice as unknown as IDataObject };
				outputs[channels.indexOf(notice.channel)].push({ ...item, json, pairedItem });
			}
		} catch (error) {
			const failure = toNodeError(context.getNode(), error, { itemIndex });
			failures.push(failure);
			const json = toFailedJson(context, item, failure);
			outputs[channels.indexOf('nobody')].push({ json, pairedItem });
		}
	}
	if (failures.length > 0 && !context.continueOnFail()) {
		throw toBatchError(context, failures, items.length, {
			what: 'have nobody who is told',
			others: (count) => `Officials were found for the other ${count}.`,
		});
	}
	return isTool(context) ? [outputs.flat()] : outputs;
}

type Plan = (json: IDataObject, itemIndex: number) => ReturnType<typeof planNotices>;

/** A register that cannot be used fails every item, so that each can go to a person. */
function open(context: IExecuteFunctions): Plan {
	try {
		const { register } = readRegister(context);
		return (json, itemIndex) =>
			planNotices(parseEvent(json.event), register, readSettings(context, itemIndex));
	} catch (error) {
		const failure = toNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return () => {
			throw failure;
		};
	}
}

function readSettings(context: IExecuteFunctions, itemIndex: number): NoticeSettings {
	const get = (name: string, fallback: unknown) =>
		context.getNodeParameter(name, itemIndex, fallback) as unknown;
	const tell = readOneOf('Tell', get('tell', 'everybody'), ['everybody', 'roles']);
	const roles = tell === 'roles' ? readList('Roles', get('roles', '')) : undefined;
	if (roles?.length === 0) throw new InvalidItem('Roles', '', 'one role or more', rolesHint);
	const privateRoles = readList('Private Only To', get('privateRoles', 'Operator'));
	return {
		...(roles && { roles }),
		...(privateRoles.length > 0 && { privateRoles }),
		by: readOneOf('By', get('by', 'register'), ['register', 'email', 'message', 'both']),
		repost: get('repost', true) !== false,
	};
}

const rolesHint = 'Enter roles of the register with commas between them, e.g. Legal, Press.';
