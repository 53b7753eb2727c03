import type { IDataObject } from 'n8n-workflow';

import { parseHandle, parseUserId } from '../../domain/account-cells';
import { toCells } from '../../domain/register-cells';

/** The person of a row, by the names its columns may have. Throws `InvalidItem`. */
export function toColumns(json: IDataObject): { id?: string; handle?: string; name?: string } {
	const cells = toCells(json, 'This item');
	const handle = cells.find('handle', parseHandle);
	return {
		id: cells.find('xUserId', parseUserId) ?? toUserObjectId(json, handle),
		handle,
		name: cells.find('name', (value) => value.slice(0, 80)),
	};
}

/** In X's own user objects `id` is the person; in a table it is the row, a number. */
const toUserObjectId = ({ id }: IDataObject, handle: string | undefined) =>
	typeof id === 'string' && handle !== undefined && /^\d{1,20}$/.test(id) ? id : undefined;
