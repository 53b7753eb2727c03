import type { DeskRequest } from '../service.mts';

/** Messages may come as a form, for they may carry files: its plain fields; undefined when it is none. */
export function readForm({ headers, raw }: DeskRequest): Record<string, string> | undefined {
	const type = headers['content-type'] ?? '';
	const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/.exec(type)?.[1];
	if (!boundary) return undefined;
	const fields: Record<string, string> = {};
	for (const part of raw.toString('utf8').split(`--${boundary}`)) {
		const [head, ...rest] = part.split('\r\n\r\n');
		const name = /name="([^"]+)"/.exec(head)?.[1];
		if (name && !head.includes('filename=')) {
			fields[name] = rest.join('\r\n\r\n').replace(/\r\n$/, '');
		}
	}
	return fields;
}
