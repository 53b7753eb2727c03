import { notFound, unprocessable } from './refusals.mts';
import { extraColumns, newUser, type Row, type Store, type Stored } from './store.mts';

const plain = ['login', 'firstname', 'lastname', 'email', 'web', 'phone', 'note', 'active'];

function toColumns(store: Store, params: Row): Row {
	const taken = [...plain, ...extraColumns(store, 'User')];
	const columns = Object.fromEntries(Object.entries(params).filter(([key]) => taken.includes(key)));
	const { x_followers: followers } = columns;
	if (followers !== undefined && !Number.isInteger(followers)) {
		throw unprocessable("Invalid value for field 'x_followers'!");
	}
	return columns;
}

export function createPerson(store: Store, params: Row, by: number): Stored {
	const columns = toColumns(store, params);
	const others = [...store.users.values()];
	const { login, firstname, lastname, email } = columns;
	if (![login, firstname, lastname, email].some(Boolean)) {
		throw unprocessable(
			'Minimum one identifier (login, firstname, lastname, phone or email) for user is required.',
		);
	}
	if (email && others.some((it) => it.email === String(email).toLowerCase())) {
		throw unprocessable(`Email address '${String(email)}' is already used for another user.`);
	}
	const id = store.nextId('users');
	const extra = Object.fromEntries(extraColumns(store, 'User').map((name) => [name, null]));
	const person: Stored = {
		...newUser(store.now()),
		...extra,
		...columns,
		...{ id, created_by_id: by, updated_by_id: by },
		login: toFreeLogin(String(login ?? email ?? `auto-${id}`), others),
	};
	store.users.set(id, person);
	return person;
}

/** A login that is taken is not refused: the newcomer gets another one. */
function toFreeLogin(wanted: string, others: Stored[]): string {
	const login = wanted.toLowerCase().trim();
	const isTaken = (it: string) => others.some((other) => other.login === it);
	if (!isTaken(login)) return login;
	for (let suffix = 1; ; suffix++) {
		if (!isTaken(`${login}${suffix}`)) return `${login}${suffix}`;
	}
}

export function updatePerson(store: Store, id: number, params: Row, by: number): Stored {
	const person = store.users.get(id);
	if (!person) throw notFound('User', id);
	return Object.assign(person, toColumns(store, params), {
		updated_by_id: by,
		updated_at: store.now(),
	});
}

export function showPerson({ roles, ...person }: Stored, isExpanded: boolean): Row {
	const ids: Record<string, number> = { Admin: 1, Agent: 2, Customer: 3 };
	const names = roles as string[];
	return { ...person, role_ids: names.map((name) => ids[name]), ...(isExpanded ? { roles } : {}) };
}
