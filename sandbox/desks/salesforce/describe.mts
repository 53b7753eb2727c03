import type { Row, Store } from './store.mts';

const label = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1 $2');

export function describe(store: Store, objectName: string): Row {
	const name = store.nameOf(objectName);
	const { prefix, fields, readOnly } = store.type(name);
	const shown = Object.keys(fields).filter((field) => store.field(name, field));
	return {
		...{ name, label: label(name), keyPrefix: prefix, custom: false, queryable: true },
		...{ createable: !readOnly, updateable: !readOnly, deletable: !readOnly },
		fields: shown.map((field) => {
			const type = fields[field];
			const isWritten = !type.readOnly && !readOnly;
			return {
				...{ name: field, label: type.label ?? label(field), type: type.type },
				...{ length: type.length ?? 0, custom: field.endsWith('__c') },
				...{ unique: type.unique === true, externalId: type.externalId === true },
				...{ caseSensitive: type.caseSensitive === true, idLookup: type.externalId === true },
				...{ createable: isWritten, updateable: isWritten, filterable: !type.unfiltered },
				...{ nillable: !type.required, referenceTo: type.to ? [type.to] : [] },
				relationshipName: type.relation ?? null,
				picklistValues: (type.values ?? []).map((value) => ({
					...{ active: true, defaultValue: value === type.initial, label: value, value },
				})),
			};
		}),
	};
}
