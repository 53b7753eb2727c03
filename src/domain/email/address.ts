import { InvalidItem } from '../field';

/** One mailbox, checked so strictly that nothing but one recipient can come of it. */
export interface EmailAddress {
	/** Letters, digits, spaces and `.'_&+-`, at most 60; never taken from X. */
	name?: string;
	address: string;
}

/**
 * Reads `address` or `Name <address>`. No quoting, groups, lists, comments, routes or line ends: each of them has let more
 * than one recipient in somewhere.
 *
 * @param field the parameter, named when it is refused (`InvalidItem`)
 */
export function parseAddress(value: unknown, field: string): EmailAddress {
	const text = typeof value === 'string' ? value.trim() : '';
	const [, name = '', address = text] = text.match(/^([^<>]*?)\s*<([^<>]*)>$/) ?? [];
	if (!isAddress(address) || !/^[\p{L}\p{M}\p{N} .'_&+-]{0,60}$/u.test(name)) {
		throw new InvalidItem(field, value, 'one e-mail address, e.g. care@example.com', hint);
	}
	return name ? { name, address } : { address };
}

/** Addresses with commas between them; at least one, none twice. Throws `InvalidItem`. */
export function parseAddresses(value: unknown, field: string): EmailAddress[] {
	const parts = typeof value === 'string' ? value.split(',').filter((part) => part.trim()) : [];
	if (parts.length === 0) throw new InvalidItem(field, value, 'at least one e-mail address', hint);
	const addresses = parts.map((part) => parseAddress(part, field));
	return addresses.filter(
		({ address }, index) => addresses.findIndex((it) => it.address === address) === index,
	);
}

const hint =
	"Enter plain addresses such as care@example.com, in 'To' with commas between several. Names may hold letters, digits, spaces and . ' _ & + -";

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const pattern = new RegExp(`^(${atom}(?:\\.${atom})*)@${label}(?:\\.${label})+$`);

function isAddress(text: string): boolean {
	const local = text.match(pattern)?.[1];
	return local !== undefined && local.length <= 64 && text.length <= 254;
}
