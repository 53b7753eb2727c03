import type { IDataObject } from 'n8n-workflow';

import { parseHandle, parseUserId } from '../../domain/account-cells';
import type { Official } from '../../domain/register';
import { toCells } from '../../domain/register-cells';

/** Says which row of the register somebody stands in: the first that has their id, else handle, address or name. */
export function createRowFinder(
	rows: IDataObject[],
): (official: Official | undefined) => number | undefined {
	const byKey = new Map<string, number>();
	for (const [index, row] of rows.entries()) {
		const cells = toCells(row, `Register, row ${index + 1}`);
		const official = {
			xUserId: cells.find('xUserId', parseUserId),
			handle: cells.find('handle', parseHandle),
			email: cells.find('email', asItIs),
			name: cells.find('name', asItIs),
		};
		for (const key of toKeys(official)) if (!byKey.has(key)) byKey.set(key, index);
	}
	return (official) =>
		toKeys(official ?? {})
			.map((key) => byKey.get(key))
			.find((index) => index !== undefined);
}

const asItIs = (value: string) => value;

const toKeys = ({ xUserId, handle, email, name }: Partial<Official>) => [
	...(xUserId ? [`id ${xUserId}`] : []),
	...(handle ? [`handle ${handle.toLowerCase()}`] : []),
	...(email ? [`mail ${email.toLowerCase()}`] : []),
	...(name ? [`name ${name}`] : []),
];
