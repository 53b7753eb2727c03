import { HttpFailure } from '../../http';
import type { SetUpStep } from '../desk';
import { isConflict, isNotFound, toMissing } from './answers';
import type { HubSpotApi, Kind } from './api';
import { isRecord } from '../../domain/record';

/** Our own properties by what they hold. Only we write them. */
export const names = {
	caseKey: 'x_case_key',
	firstPost: 'x_first_post',
	postKey: 'x_post_key',
	userId: 'x_user_id',
	handle: 'x_handle',
	name: 'x_name',
	followers: 'x_followers',
	profileUrl: 'x_profile_url',
};

interface Wanted {
	kind: Kind;
	name: string;
	label: string;
	isUnique?: boolean;
	type?: 'number';
	description: string;
}

const wanted: Wanted[] = [
	{
		kind: 'tickets',
		name: names.caseKey,
		label: 'X Case Key',
		isUnique: true,
		description: 'The conversation on X this ticket holds. Written by X Care; do not edit.',
	},
	{
		kind: 'tickets',
		name: names.firstPost,
		label: 'X First Post',
		description: 'The post whose words opened this ticket. Written by X Care; do not edit.',
	},
	{
		kind: 'contacts',
		name: names.userId,
		label: 'X User ID',
		isUnique: true,
		description: 'Who this is on X. Written by X Care; do not edit.',
	},
	{
		kind: 'contacts',
		name: names.handle,
		label: 'X Handle',
		description: 'Handle on X, as last seen.',
	},
	{ kind: 'contacts', name: names.name, label: 'X Name', description: 'Name on X, as last seen.' },
	{
		kind: 'contacts',
		name: names.followers,
		label: 'X Followers',
		type: 'number',
		description: 'Followers on X, as last seen.',
	},
	{
		kind: 'contacts',
		name: names.profileUrl,
		label: 'X Profile',
		description: 'Link to the profile on X.',
	},
	{
		kind: 'notes',
		name: names.postKey,
		label: 'X Post Key',
		isUnique: true,
		description: 'The post this note holds. Written by X Care; do not edit.',
	},
];

/** Makes all of them; what is there stays as it is. */
export async function prepareProperties(api: HubSpotApi): Promise<SetUpStep[]> {
	for (const kind of ['tickets', 'contacts', 'notes'] as const) await createGroup(api, kind);
	const steps: SetUpStep[] = [];
	for (const property of wanted) steps.push(await prepareProperty(api, property));
	return steps;
}

const group = { name: 'x_care', label: 'X Care' };

async function createGroup({ ask }: HubSpotApi, kind: Kind): Promise<void> {
	const url = `/crm/v3/properties/${kind}/groups`;
	const body = { ...group, displayOrder: -1 };
	// Without the right to make one, none of the properties can be made either, and the steps say so.
	await ask(
		`creating the property group of ${kind}`,
		{ method: 'POST', url, body },
		(response) => isConflict(response) || response.status === 403,
	);
}

async function prepareProperty({ ask }: HubSpotApi, property: Wanted): Promise<SetUpStep> {
	const { kind, name, label, isUnique, type } = property;
	const what = `${titles[kind]} property "${label}"`;
	const url = `/crm/v3/properties/${kind}`;
	const body = {
		...{ name, label, description: property.description, groupName: group.name },
		...(type === 'number' ? { type, fieldType: 'number' } : { type: 'string', fieldType: 'text' }),
		...(isUnique ? { hasUniqueValue: true } : {}),
	};
	const made = await ask(
		`creating the property "${name}" of ${kind}`,
		{ method: 'POST', url, body },
		(response) => isConflict(response) || response.status === 403,
	);
	if (made.status === 403) return { what, state: 'by hand', how: toClicks(property) };
	if (!isConflict(made)) return { what, state: 'created' };
	const state = await readProperty({ ask }, kind, name);
	if (state === 'missing') return { what, state: 'by hand', how: restore(property) };
	if (isUnique && state === 'repeatable') return { what, state: 'by hand', how: again(property) };
	return { what, state: 'there already' };
}

/** HubSpot keeps a property as it was made: one that lets values repeat can never be made unique. */
async function readProperty({ ask }: Pick<HubSpotApi, 'ask'>, kind: Kind, name: string) {
	const url = `/crm/v3/properties/${kind}/${name}`;
	const { status, body } = await ask(
		`reading the property "${name}" of ${kind}`,
		{ method: 'GET', url },
		isNotFound,
	);
	if (status === 404) return 'missing';
	return isRecord(body) && body.hasUniqueValue === true ? 'unique' : 'repeatable';
}

/** Without it, or when its values may repeat, two tickets of one conversation would be possible. */
export async function checkCaseKey(api: HubSpotApi): Promise<void> {
	const state = await readProperty(api, 'tickets', names.caseKey);
	if (state === 'missing') throw toMissing(`tickets have no property "${names.caseKey}"`);
	if (state === 'unique') return;
	throw new HttpFailure(
		'misconfigured',
		`HubSpot: the ticket property "${names.caseKey}" lets values repeat`,
		{ hint: again(wanted[0]) },
	);
}

const titles: Record<Kind, string> = { tickets: 'Ticket', contacts: 'Contact', notes: 'Note' };

const where = (kind: Kind) =>
	`In HubSpot: Settings › Data Management › Properties › ${titles[kind]} properties`;

const toClicks = ({ kind, label, name, type, isUnique }: Wanted) =>
	`${where(kind)} › Create property: label "${label}", internal name "${name}", field type ${
		type === 'number' ? 'Number' : 'Single-line text'
	}${isUnique ? ', and under Rules tick "Require unique values for this property"' : ''}. Or give the private app the scopes crm.schemas.${kind === 'tickets' ? 'tickets' : 'contacts'}.read and .write and run 'Prepare Desk' again.`;

const restore = ({ kind, name }: Wanted) =>
	`${where(kind)} › Archived properties: restore "${name}", then run 'Prepare Desk' again.`;

const again = ({ kind, name }: Wanted) =>
	`${where(kind)}: "${name}" is there but lets values repeat, which cannot be changed. Archive it, delete it for good under Archived properties, then run 'Prepare Desk' again.`;
