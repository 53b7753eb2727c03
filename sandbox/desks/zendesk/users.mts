import type { DeskAnswer, DeskRequest, DeskRoute } from '../service.mts';
import { json } from '../service.mts';
import { BOT_ID, type State, type User } from './state.mts';
import { invalid, notFound, paginate, renderUser } from './answers.mts';

type Input = Record<string, unknown>;

export function userRoutes(state: State): DeskRoute[] {
	const { users } = state;
	const render = (user: User, { baseUrl }: DeskRequest) => renderUser(user, state, baseUrl);
	const active = () => [...users.values()].filter((it) => it.active);
	const byExternalId = (id: string | null) =>
		active().filter((it) => it.external_id !== null && it.external_id === id);
	const read = ({ body }: DeskRequest) => (body as { user?: Input } | undefined)?.user;
	return [
		[
			'GET',
			'/api/v2/users',
			(request) => {
				const roles = [...request.query.getAll('role[]'), ...request.query.getAll('role')];
				const found = active().filter(({ role }) => roles.length === 0 || roles.includes(role));
				return paginate(
					request,
					'users',
					found.map((user) => render(user, request)),
				);
			},
		],
		[
			'GET',
			'/api/v2/users/me',
			(request) => json(200, { user: render(users.get(BOT_ID)!, request) }),
		],
		[
			'GET',
			'/api/v2/users/search',
			(request) => {
				const id = request.query.get('external_id');
				const words = request.query.get('query')?.toLowerCase();
				const found =
					id === null
						? active().filter(({ name }) => words && name.toLowerCase().includes(words))
						: byExternalId(id);
				return paginate(
					request,
					'users',
					found.map((user) => render(user, request)),
				);
			},
		],
		[
			'GET',
			'/api/v2/users/show_many',
			(request) => {
				const ids = (request.query.get('external_ids') ?? '').split(',');
				const found = ids.flatMap(byExternalId);
				return json(200, {
					users: found.map((user) => render(user, request)),
					count: found.length,
				});
			},
		],
		[
			'POST',
			'/api/v2/users/create_or_update',
			(request) => {
				const input = read(request);
				if (!input) return badUser();
				const [known] =
					typeof input.external_id === 'string' ? byExternalId(input.external_id) : [];
				const user = known ?? create(state);
				const refused = change(state, user, input);
				if (refused) return refused;
				users.set(user.id, user);
				return json(known ? 200 : 201, { user: render(user, request) });
			},
		],
		[
			'POST',
			'/api/v2/users',
			(request) => {
				const input = read(request);
				if (!input) return badUser();
				const user = create(state);
				const refused = change(state, user, input);
				if (refused) return refused;
				users.set(user.id, user);
				return json(201, { user: render(user, request) });
			},
		],
		[
			'GET',
			'/api/v2/users/:id',
			(request, [id]) => {
				const user = users.get(Number(id));
				return user ? json(200, { user: render(user, request) }) : notFound();
			},
		],
		[
			'PUT',
			'/api/v2/users/:id',
			(request, [id]) => {
				const user = users.get(Number(id));
				if (!user?.active) return notFound();
				const input = read(request);
				if (!input) return badUser();
				const changed = { ...user, fields: { ...user.fields } };
				const refused = change(state, changed, input);
				if (refused) return refused;
				users.set(user.id, changed);
				return json(200, { user: render(changed, request) });
			},
		],
	];
}

const badUser = () =>
	json(400, {
		error: {
			title: 'Invalid attribute',
			message: 'You passed an invalid value for the user attribute. Must be a JSON object',
		},
	});

const create = (state: State): User => ({
	...{ id: state.nextId(), name: '', email: null, external_id: null, role: 'end-user' },
	...{ active: true, suspended: false, groups: [], fields: {} },
});

/** What is not known is ignored, as Zendesk does; fields it does not have too. */
function change(state: State, user: User, input: Input): DeskAnswer | undefined {
	const { name, external_id: externalId, email, user_fields: fields } = input;
	if (name !== undefined) user.name = String(name ?? '').trim();
	if (user.name === '') {
		return invalid({ name: ['Name: is too short (minimum one character)', 'ValueTooShort'] });
	}
	if (typeof email === 'string') user.email = email;
	if (typeof externalId === 'string') {
		const isTaken = [...state.users.values()].some(
			(it) => it.active && it.id !== user.id && it.external_id === externalId,
		);
		if (isTaken)
			return invalid({ external_id: ['External: is already being used', 'DuplicateValue'] });
		user.external_id = externalId;
	}
	for (const [key, value] of Object.entries((fields ?? {}) as Input)) {
		const field = state.userFields.get(key);
		if (!field?.active) continue;
		if (field.type === 'integer' && value !== null && !/^-?\d+$/.test(String(value))) {
			return invalid({ [key]: [`${field.title}: must be an integer`, 'InvalidValue'] });
		}
		user.fields[key] =
			value === null ? null : field.type === 'integer' ? Number(value) : String(value);
	}
	return undefined;
}
