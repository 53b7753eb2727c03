import { unprocessable } from './refusals.mts';
import { notPending, type Row, type Store, type Stored } from './store.mts';

const dataTypes = [
	...['input', 'textarea', 'richtext', 'boolean', 'integer', 'select', 'multiselect'],
	...['tree_select', 'date', 'datetime', 'autocompletion_ajax'],
];

/** Adds an object attribute; it is a column only once the database was updated. */
export function createAttribute(store: Store, params: Row): Stored {
	const name = String(params.name ?? '');
	const object = String(params.object ?? '');
	if (!['Ticket', 'User', 'Organization', 'Group'].includes(object)) {
		throw unprocessable(`Unable to get object '${object}'`);
	}
	if (store.attributes.some((it) => it.object === object && it.name === name)) {
		throw unprocessable('already exists');
	}
	checkName(name);
	if (!params.display) throw unprocessable('Need display');
	const dataType = String(params.data_type ?? '');
	if (!dataTypes.includes(dataType)) throw unprocessable(`Data type is invalid`);
	checkOptions(dataType, (params.data_option ?? {}) as Row);
	const attribute: Stored = {
		...{ id: 100 + store.nextId('attributes'), object, name, display: params.display },
		...{
			data_type: dataType,
			data_option: { default: '', null: true, ...(params.data_option as Row) },
		},
		...{ data_option_new: {}, screens: params.screens ?? {}, position: 1550 },
		...{ editable: true, active: params.active !== false, deletable: true },
		...notPending,
		to_create: true,
		to_migrate: true,
	};
	store.attributes.push(attribute);
	return attribute;
}

function checkName(name: string): void {
	if (/.+?_(id|ids)$/i.test(name)) {
		throw unprocessable("Name can't get used, *_id and *_ids are not allowed");
	}
	if (/\s/.test(name)) throw unprocessable('Spaces in name are not allowed');
	if (!/^[a-z0-9_]+$/.test(name)) {
		throw unprocessable("Only lowercase letters, numbers, and '_' are allowed");
	}
	if (!/[a-z]/.test(name)) throw unprocessable('At least one letter is needed');
	if (
		/^(destroy|true|false|integer|select|drop|create|alter|index|table|url|icon|avatar|search|id)$/.test(
			name,
		)
	) {
		throw unprocessable(`${name} is a reserved word, please choose a different one`);
	}
}

function checkOptions(dataType: string, option: Row): void {
	if (
		dataType === 'input' &&
		!['text', 'password', 'tel', 'fax', 'email', 'url'].includes(String(option.type))
	) {
		throw unprocessable(
			'data_option must have a type of one of: text, password, tel, fax, email, url',
		);
	}
	if (dataType === 'input' && !Number.isInteger(option.maxlength)) {
		throw unprocessable('data_option must have integer for :maxlength');
	}
	for (const key of dataType === 'integer' ? ['min', 'max'] : []) {
		if (!Number.isInteger(option[key]))
			throw unprocessable(`data_option must have integer for :${key}`);
	}
}

/** Writes every waiting change, whoever made it. */
export function migrate(store: Store): void {
	store.attributes = store.attributes.filter(({ to_delete: isGone }) => isGone !== true);
	for (const attribute of store.attributes) Object.assign(attribute, notPending);
}

/** Removes attributes as an administrator does, and what was in them with it. */
export function forgetAttributes(store: Store): void {
	const gone = store.attributes
		.filter(({ editable }) => editable === true)
		.map(({ name }) => String(name));
	store.attributes = store.attributes.filter(({ editable }) => editable !== true);
	for (const row of [...store.tickets.values(), ...store.users.values()]) {
		for (const name of gone) delete row[name];
	}
}
