/** The part before the dot; no module of Odoo's has this name, so that no upgrade takes the ids away. */
export const externalModule = '__x_care__';

/** What of ours an external id stands for. */
export type Holder = 'case' | 'post' | 'contact' | 'file';

/**
 * The external id of a record of ours: unique in the database, the same for the same key. Takes any key: what is not a letter,
 * digit or hyphen becomes `_` and two hexadecimal digits a byte (Odoo allows no spaces, and the dot parts module and name).
 */
export const toExternalId = (holder: Holder, key: string) =>
	`${externalModule}.${toExternalName(holder, key)}`;

export const toExternalName = (holder: Holder, key: string) =>
	`${holder}_${encodeURIComponent(key.replace(/\p{Surrogate}/gu, '\ufffd'))
		.replace(/[_.!~*'()]/g, toHex)
		.replace(/%/g, '_')}`;

const toHex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
