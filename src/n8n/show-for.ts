import type { INodeProperties } from 'n8n-workflow';

/** The parameters of one operation or resource, shown for it alone. @param only values by parameter name */
export function showFor(
	only: Record<string, string>,
	properties: INodeProperties[],
): INodeProperties[] {
	const shown = Object.fromEntries(Object.entries(only).map(([name, value]) => [name, [value]]));
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...property.displayOptions?.show, ...shown },
		},
	}));
}
