import type { INodeParameters } from 'n8n-workflow';

import { HttpFailure } from '../../src/http';
import type { DeskParameters } from '../../src/n8n/desks/parameters';

/** The node's parameters as a desk's binding reads them, for what runs without n8n; plain values only, no new-case options. */
export function toDeskParameters(parameters: INodeParameters): DeskParameters {
	const options = (parameters.options ?? {}) as INodeParameters;
	const text = (name: string) => String(parameters[name] ?? '').trim();
	return {
		text,
		required: (name, field, hint) => {
			if (text(name)) return text(name);
			throw new HttpFailure('misconfigured', `'${field}' is empty`, { hint });
		},
		option: (name, fallback = '') => String(options[name] ?? '').trim() || fallback,
		isOn: (name, fallback) => Boolean(options[name] ?? fallback),
		newCase: () => ({ tags: [], priorities: {} }),
	};
}
