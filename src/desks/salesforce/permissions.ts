import type { SetUpStep } from '../desk';
import { isRefused, type SalesforceRecord, toText } from './answers';
import { quote, type SalesforceApi } from './api';
import type { CustomField } from './fields';
import { customFields } from './fields';

const setName = 'X_Care';
const what = 'Permission set "X Care" for the connection\'s user';

/**
 * A field made by the API is hidden from everybody, administrators included, until a profile or permission set grants it.
 *
 * @param hidden the fields the user could not see before
 */
export async function grantFields(api: SalesforceApi, hidden: CustomField[]): Promise<SetUpStep> {
	if (hidden.length === 0) return { what, state: 'there already' };
	return await grant(api).catch((error: unknown): SetUpStep => {
		if (!isRefused(error)) throw error;
		return { what, state: 'by hand', how: `${byHand} (${error.message})` };
	});
}

async function grant(api: SalesforceApi): Promise<SetUpStep> {
	const setId = await keepSet(api);
	await keepGrants(api, setId);
	return { what, state: (await keepAssignment(api, setId)) ? 'created' : 'there already' };
}

const byHand =
	'In Setup › Permission Sets › New: label "X Care". Then Object Settings › Cases and › Contacts: Edit, tick Read, Create and Edit, and for each field that begins with X: Read Access and Edit Access. Then Manage Assignments › Add Assignment: the connection\'s user.';

const find = async (api: SalesforceApi, soql: string): Promise<SalesforceRecord[]> =>
	(await api.queryAll('looking at permissions', { list: soql })).list.records;

const make = async (api: SalesforceApi, type: string, record: SalesforceRecord) =>
	await api.createRecord(`granting access by ${type}`, `/sobjects/${type}`, record);

async function keepSet(api: SalesforceApi): Promise<string> {
	const [held] = await find(api, `SELECT Id FROM PermissionSet WHERE Name = ${quote(setName)}`);
	if (held) return toText(held.Id);
	const Description = 'Lets a user see the fields that X Care keeps on cases and contacts';
	return await make(api, 'PermissionSet', { Name: setName, Label: 'X Care', Description });
}

async function keepGrants(api: SalesforceApi, ParentId: string): Promise<void> {
	const parent = quote(ParentId);
	const objects = await find(
		api,
		`SELECT SobjectType FROM ObjectPermissions WHERE ParentId = ${parent}`,
	);
	for (const [SobjectType, isWritten] of grantedObjects) {
		if (objects.some((it) => it.SobjectType === SobjectType)) continue;
		const rights = {
			...{ PermissionsRead: true, PermissionsCreate: isWritten, PermissionsEdit: isWritten },
		};
		await make(api, 'ObjectPermissions', { ParentId, SobjectType, ...rights });
	}
	const fields = await find(api, `SELECT Field FROM FieldPermissions WHERE ParentId = ${parent}`);
	for (const { object: SobjectType, name } of customFields) {
		const Field = `${SobjectType}.${name}`;
		if (fields.some((it) => it.Field === Field)) continue;
		const rights = { PermissionsRead: true, PermissionsEdit: true };
		await make(api, 'FieldPermissions', { ParentId, SobjectType, Field, ...rights });
	}
}

/** Cases and contacts cannot be granted without accounts. */
const grantedObjects: Array<[type: string, isWritten: boolean]> = [
	['Account', false],
	['Contact', true],
	['Case', true],
];

/** @returns whether it was made just now */
async function keepAssignment(api: SalesforceApi, PermissionSetId: string): Promise<boolean> {
	const AssigneeId = await api.findOwnId();
	const [held] = await find(
		api,
		`SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = ${quote(PermissionSetId)} AND AssigneeId = ${quote(AssigneeId)}`,
	);
	if (held) return false;
	await make(api, 'PermissionSetAssignment', { AssigneeId, PermissionSetId });
	return true;
}
