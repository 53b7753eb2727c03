import { type INodePropertyOptions, type INodeType, NodeHelpers } from 'n8n-workflow';

import { CaseEventTrigger } from '../../nodes/CaseEventTrigger/CaseEventTrigger.node';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { CaseWebhookTrigger } from '../../nodes/CaseWebhookTrigger/CaseWebhookTrigger.node';
import type { DeskBinding } from '../../src/n8n/desks/binding';
import { bindings } from '../../src/n8n/desks/bindings';
import { HttpFailure } from '../../src/http';
import { boundDesks } from '../desks/every-desk';
import { toDeskParameters } from '../desks/node-parameters';

const toOptions = ({ description }: INodeType) =>
	(description.properties.find(({ name }) => name === 'desk')?.options ??
		[]) as INodePropertyOptions[];

const names = new Map(toOptions(new CaseForwarder()).map(({ value, name }) => [value, name]));

const triggers: Array<[how: 'poll' | 'webhook', INodeType, (it: DeskBinding) => boolean]> = [
	['poll', new CaseEventTrigger(), ({ toReader }) => toReader !== undefined],
	['webhook', new CaseWebhookTrigger(), ({ webhook }) => webhook !== undefined],
];

describe.each(triggers)('the desks that tell by %s', (how, node, can) => {
	const able = Object.keys(bindings).filter((value) => can(bindings[value]));

	it('are those the node offers, by the names they have in the Case Forwarder, in order', () => {
		const options = toOptions(node);
		expect(options.map(({ value }) => value).sort()).toEqual(able.sort());
		expect(options.map(({ name }) => name)).toEqual(options.map(({ value }) => names.get(value)));
		const shown = options.map(({ name }) => name);
		expect(shown).toEqual([...shown].sort((one, other) => one.localeCompare(other)));
	});

	it('have each its own credential there, which is required', () => {
		const options = toOptions(node);
		const asked = (node.description.credentials ?? []).map((it) => ({
			...it,
			displayOptions: options
				.map(({ value }) => value)
				.filter((desk) => NodeHelpers.displayParameter({ desk }, it, null, null)),
		}));
		const wanted = able.map((value) => ({
			name: bindings[value].credential,
			required: true,
			displayOptions: [value],
		}));
		const byName = (one: { name: string }, other: { name: string }) =>
			one.name.localeCompare(other.name);
		expect(asked.sort(byName)).toEqual(wanted.sort(byName));
	});

	it('are those that say so of themselves', () => {
		const told = Object.keys(bindings).filter((value) => readCaseEvents(value) === how);
		expect(told.sort()).toEqual(able.sort());
	});
});

it.each([new CaseForwarder(), ...triggers.map(([, node]) => node)])(
	'the desk stays to be chosen in the editor, which hides a field whose every choice shows a credential: %#',
	(node) => {
		const shown = (node.description.credentials ?? []).flatMap(
			({ displayOptions }) => displayOptions?.show?.desk ?? [],
		);
		expect(toOptions(node).every(({ value }) => shown.includes(value))).toBe(false);
	},
);

it('the Case Forwarder asks for the one credential of the chosen desk', () => {
	const node = new CaseForwarder();
	for (const { value } of toOptions(node)) {
		const parameters = { desk: value, sendWith: 'resend' };
		const shown = (node.description.credentials ?? [])
			.filter((it) => NodeHelpers.displayParameter(parameters, it, null, null))
			.map(({ name }) => name);
		const others: Record<string, string> = { email: 'caseDeskMailApi', httpApi: 'caseDeskHttpApi' };
		expect(shown).toEqual([others[String(value)] ?? bindings[String(value)].credential]);
	}
});

function readCaseEvents(value: string) {
	const { toCredentials, parameters } = boundDesks[value];
	const credentials = toCredentials('https://desk.test', 'key');
	const settings = bindings[value].readSettings(toDeskParameters(parameters), credentials);
	const refuse = async () => {
		throw new HttpFailure('unreachable', 'Nothing is to be sent here.');
	};
	return bindings[value].create(refuse, settings).capabilities.caseEvents;
}
