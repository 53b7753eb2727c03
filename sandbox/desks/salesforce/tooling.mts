import type { Organisation } from './records.mts';
import type { FieldType } from './schema.mts';
import type { Row, Store } from './store.mts';
import { noType, Trouble } from './trouble.mts';

const types: Record<string, FieldType['type']> = {
	...{ Text: 'string', Number: 'double', Url: 'url', Checkbox: 'boolean', TextArea: 'textarea' },
};

/** A new custom field; nobody sees it before it is granted. */
export function createField(store: Store, { mayCustomize }: Organisation, body: Row): string {
	if (!mayCustomize) {
		throw new Trouble(
			403,
			'INSUFFICIENT_ACCESS',
			'insufficient access rights on cross-reference id: CustomField',
		);
	}
	const [object, name] = String(body.FullName ?? '').split('.');
	const metadata = (body.Metadata ?? {}) as Row;
	if (!store.objects[object]) throw noType(object);
	const bad = (words: string, ...fields: string[]) =>
		new Trouble(400, 'FIELD_INTEGRITY_EXCEPTION', words, fields);
	if (!/^[A-Za-z]\w*__c$/.test(name ?? '')) throw bad('Field Name: must end with __c', 'FullName');
	const type = types[String(metadata.type)];
	if (!type) throw bad(`bad value for restricted picklist field: ${String(metadata.type)}`, 'type');
	if (!metadata.label) throw bad('Must specify a non-empty label for the CustomField', 'label');
	if (type === 'string' && !(Number(metadata.length) >= 1 && Number(metadata.length) <= 255)) {
		throw bad('Must specify length for a CustomField of type Text (max 255)', 'length');
	}
	if (type === 'double' && (metadata.precision === undefined || metadata.scale === undefined)) {
		throw bad("Must specify 'precision' and 'scale' for a CustomField of type Number", 'precision');
	}
	if (metadata.externalId === true && !['string', 'double'].includes(type)) {
		throw bad('Cannot specify externalId for a CustomField of this type', 'externalId');
	}
	if (store.objects[object].fields[name]) {
		const words = `There is already a field named ${name.replace('__c', '')} on ${object}.`;
		throw new Trouble(400, 'DUPLICATE_DEVELOPER_NAME', words, ['DeveloperName']);
	}
	store.objects[object].fields[name] = {
		type,
		length: type === 'url' ? 255 : (metadata.length as number | undefined),
		unique: metadata.unique === true,
		externalId: metadata.externalId === true,
		caseSensitive: metadata.caseSensitive === true,
		label: String(metadata.label),
	};
	store.hidden.add(`${object}.${name}`);
	return store.nextId('Case').replace(/^500/, '00N');
}
