import { endpoints, type Endpoint } from './endpoints';

/** The scopes a call such as `GET /2/users/1/mentions` needs; empty when it is none of ours. */
export function findScopes(call: string): readonly string[] {
	const [method, url = ''] = call.split(' ');
	const parts = url.replace(/^\/2\//, '').split('/');
	const fitting = Object.values<Endpoint>(endpoints).filter(
		(endpoint) => endpoint.method === method && fits(endpoint.path.split('/'), parts),
	);
	// `users/me` fits `users/:id` too; the one with fewer open parts is meant.
	return fitting.sort((a, b) => toOpenParts(a) - toOpenParts(b))[0]?.scopes ?? [];
}

/** How to give the credential what the call needs. */
export function toPermissionHint(call: string): string {
	const scopes = findScopes(call);
	const names = scopes.length > 0 ? `needs ${scopes.join(', ')}` : 'needs a permission it lacks';
	return `The credential probably lacks a permission; this call ${names}. Add it to the credential's scopes (OAuth1: to the app's permissions in the X developer console) and connect the X account again: a token keeps the permissions it was made with.`;
}

const fits = (template: string[], parts: string[]) =>
	template.length === parts.length &&
	template.every((part, at) => part.startsWith(':') || part === parts[at]);

const toOpenParts = ({ path }: Endpoint) => path.split(':').length;
