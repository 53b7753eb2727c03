import type { SetUpStep } from '../desk';
import { hasCode, isRefused, type SalesforceRecord } from './answers';
import type { SalesforceApi } from './api';
import { type CustomField, customFields } from './fields';
import { grantFields } from './permissions';

/** Makes the custom fields, and lets the connection's user see them; what its rights do not allow is said with its clicks. */
export async function prepareSalesforce(api: SalesforceApi): Promise<SetUpStep[]> {
	const visible = await findVisible(api);
	const steps: SetUpStep[] = [];
	for (const field of customFields) {
		const held = visible.get(toName(field));
		steps.push(held ? toHeldStep(field, held) : await makeField(api, field));
	}
	const hidden = customFields.filter((field) => !visible.has(toName(field)));
	return [...steps, await grantFields(api, hidden)];
}

/** Fields the connection's user may see; Salesforce keeps quiet about all others. */
async function findVisible(api: SalesforceApi): Promise<Map<string, SalesforceRecord>> {
	const visible = new Map<string, SalesforceRecord>();
	for (const object of ['Case', 'Contact']) {
		for (const field of await api.describe(object)) {
			visible.set(`${object}.${String(field.name)}`, field);
		}
	}
	return visible;
}

const toName = ({ object, name }: CustomField) => `${object}.${name}`;
const toWhat = ({ object, label, name }: CustomField) => `${object} field "${label}" (${name})`;

function toHeldStep(field: CustomField, held: SalesforceRecord): SetUpStep {
	const what = toWhat(field);
	if (held.createable === false || held.updateable === false) {
		const how = `The connection's user may read this field only: in Setup › Object Manager › ${field.object} › Fields & Relationships › ${field.label} › Set Field-Level Security, untick Read-Only for its profile.`;
		return { what, state: 'by hand', how };
	}
	if (!field.isUnique || (held.unique === true && held.externalId === true)) {
		return { what, state: 'there already' };
	}
	const how = `It is there, but two records could hold the same value. In Setup › Object Manager › ${field.object} › Fields & Relationships › ${field.label} › Edit, tick Unique and External ID.`;
	return { what, state: 'by hand', how };
}

async function makeField(api: SalesforceApi, field: CustomField): Promise<SetUpStep> {
	const what = toWhat(field);
	const body = { FullName: toName(field), Metadata: field.metadata };
	const path = '/tooling/sobjects/CustomField';
	return await api.createRecord(`creating the ${what}`, path, body).then(
		(): SetUpStep => ({ what, state: 'created' }),
		(error: unknown): SetUpStep => {
			// There, and hidden from this user: what follows grants it.
			if (hasCode(error, taken)) return { what, state: 'there already' };
			if (!isRefused(error)) throw error;
			const how = `In Setup › Object Manager › ${field.object} › Fields & Relationships › New: ${field.byHand}; Field Label "${field.label}", Field Name "${field.name.replace('__c', '')}". (${error.message})`;
			return { what, state: 'by hand', how };
		},
	);
}

const taken = ['DUPLICATE_DEVELOPER_NAME', 'DUPLICATE_VALUE'];
