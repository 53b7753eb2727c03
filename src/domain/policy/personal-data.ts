import { findPersonalData, type PersonalDataKind } from '../personal-data';

/**
 * Names what looks like personal data in a text of ours, for a warning. Order numbers are left out: an answer may well name the
 * customer's.
 */
export function namePersonalData(text: string): string[] {
	const kinds = new Set(findPersonalData(text).map(({ kind }) => kind));
	return named
		.filter((kind) => kinds.has(kind))
		.map((kind) => `${kind[0] === 'e' ? 'an' : 'a'} ${kind}`);
}

const named: PersonalDataKind[] = [
	'e-mail address',
	'card number',
	'bank account number',
	'phone number',
];
