import type { SetUpStep } from '../desk';
import type { Row } from './answers';
import { toRows } from './answers';
import type { createZammadCall } from './api';
import type { AttributeToMake } from './attributes';
import { attributesToMake } from './attributes';

type ZammadCall = ReturnType<typeof createZammadCall>;

/** Makes the object attributes that are missing; changes nothing that is there. */
export async function prepareZammad(call: ZammadCall): Promise<SetUpStep[]> {
	const known = await findAttributes(call);
	if (!known) return attributesToMake.map((it) => toStep(it, 'by hand', byHand(it)));
	const isThere = (it: AttributeToMake) => known.some((row) => isSame(row, it));
	const missing = attributesToMake.filter((it) => !isThere(it));
	for (const it of missing) await create(call, it);
	const isWaiting = known.some(
		(row) => attributesToMake.some((it) => isSame(row, it)) && isPending(row),
	);
	const ofOthers = known.filter(
		(row) => !attributesToMake.some((it) => isSame(row, it)) && isPending(row),
	);
	if ((missing.length > 0 || isWaiting) && ofOthers.length === 0) await migrate(call);
	const isHeldUp = ofOthers.length > 0;
	return attributesToMake.map((it) => {
		const isNew = missing.includes(it);
		const waits = isNew || known.some((row) => isSame(row, it) && isPending(row));
		if (waits && isHeldUp) return toStep(it, 'by hand', toApplyByHand(ofOthers));
		return toStep(it, isNew ? 'created' : 'there already');
	});
}

/** Undefined when the token may not look. */
async function findAttributes(call: ZammadCall): Promise<Row[] | undefined> {
	const doing = 'listing the object attributes';
	const request = { method: 'GET', url: '/object_manager_attributes' } as const;
	const response = await call(doing, request, [200, 403]);
	return response.status === 200 ? toRows(response, doing) : undefined;
}

async function create(call: ZammadCall, it: AttributeToMake): Promise<void> {
	const body = { ...it, active: true, screens: screens[it.object], position: 1550 };
	const request = { method: 'POST', url: '/object_manager_attributes', body } as const;
	await call(`creating the attribute "${it.name}"`, request, [200, 201], byHand(it));
}

/** Writes all waiting changes into the database; Zammad knows no way to write only some. */
async function migrate(call: ZammadCall): Promise<void> {
	const url = '/object_manager_attributes_execute_migrations';
	await call('updating the database', { method: 'POST', url, body: {} }, [200]);
}

/** Shown to agents, never to customers; people need not fill them in. */
const shown = { shown: true, required: false };
const screens = {
	Ticket: { create_middle: {}, edit: { 'ticket.agent': shown } },
	User: {
		create: {},
		edit: { 'ticket.agent': shown, 'admin.user': shown },
		view: { 'ticket.agent': shown, 'admin.user': shown },
	},
};

const isSame = (row: Row, { object, name }: AttributeToMake) =>
	row.object === object && row.name === name;

const isPending = (row: Row) =>
	['to_create', 'to_migrate', 'to_delete', 'to_config'].some((flag) => row[flag] === true);

const toStep = (
	{ object, display, name }: AttributeToMake,
	state: SetUpStep['state'],
	how?: string,
): SetUpStep => ({
	what: `${object} attribute "${display}" (${name})`,
	state,
	...(how ? { how } : {}),
});

const byHand = ({ object, name, display, data_type: type }: AttributeToMake) =>
	`In Zammad, as an administrator: Admin › Objects › ${object} › New Attribute, name "${name}", display "${display}", format ${type === 'integer' ? 'Integer (0 to 2147483647)' : 'Text (maximum length 255)'}; then Update Database. Or run this with a token that has the permission 'admin.object'.`;

const toApplyByHand = (others: Row[]) =>
	`It is created, but waits for the database, as do changes of somebody else (${others.map(({ name }) => String(name)).join(', ')}). In Zammad: Admin › Objects, check those changes, then Update Database.`;
