import { InvalidItem } from '../../domain/field';
import { isId } from '../../domain/post-id';
import type { SearchWindow } from '../../x/search-window';
import type { OperationCall } from './operation';

/** The stretch of time that *Filters* names. Throws `InvalidItem`. */
export function readWindow({ context, itemIndex }: OperationCall): SearchWindow {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as Record<string, unknown>;
	return {
		...toId('Newer Than Post (ID)', 'sinceId', filters.sinceId),
		...toId('Older Than Post (ID)', 'untilId', filters.untilId),
		...toTime('Start Time', 'sinceMs', filters.startTime),
		...toTime('End Time', 'untilMs', filters.endTime),
	};
}

function toId(label: string, key: 'sinceId' | 'untilId', value: unknown): SearchWindow {
	const id = String(value ?? '').trim();
	if (id === '') return {};
	if (isId(id)) return { [key]: id };
	throw new InvalidItem(label, value, 'a post ID (digits, as text)', toFix);
}

function toTime(label: string, key: 'sinceMs' | 'untilMs', value: unknown): SearchWindow {
	const text = String(value ?? '').trim();
	if (text === '') return {};
	const ms = Date.parse(text);
	if (!Number.isNaN(ms)) return { [key]: ms };
	throw new InvalidItem(label, value, 'a time such as 2026-03-01T09:12:00Z', toFix);
}

const toFix = "Correct it under 'Filters' in the node.";
