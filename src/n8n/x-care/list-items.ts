import type { IDataObject } from 'n8n-workflow';

import type { Missing } from '../../x/missing';
import type { OperationCall } from './operation';
import { readFlag } from './parameters';

/** One item per thing: in our own shape under `key`, or X's own object where *Simplify* is off. */
export function toListItems(
	call: OperationCall,
	key: 'event' | 'user' | 'message',
	things: ReadonlyArray<{ id: string }>,
	raw: ReadonlyMap<string, unknown>,
): IDataObject[] {
	const isSimple = readFlag(call, 'simplify');
	return things.map((thing) =>
		isSimple ? { [key]: thing as unknown as IDataObject } : (raw.get(thing.id) as IDataObject),
	);
}

/** One item for each that was asked for and is not there, so that nobody takes silence for "fine". */
export function toMissingItems(missing: Missing[]): IDataObject[] {
	return missing.map((it) => ({ missing: { ...it } }));
}
