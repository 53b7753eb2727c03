import type { DeskRoute } from '../service.mts';
import { json } from '../service.mts';
import { batch } from './batches.mts';
import { invalid } from './errors.mts';
import type { Objects } from './objects.mts';
import { toKind } from './objects.mts';
import type { Kind } from './properties.mts';
import type { Record_, Records } from './records.mts';

export interface LinkRequest {
	to?: { id?: string | number };
	types?: Array<{ associationCategory?: string; associationTypeId?: number }>;
}

export interface Link {
	id: string;
	typeId: number;
}

/** HubSpot's own numbers, by what they lead from and to. */
const typeIds: Partial<Record<Kind, Partial<Record<Kind, number>>>> = {
	contacts: { tickets: 15, notes: 201 },
	tickets: { contacts: 16, notes: 227 },
	notes: { contacts: 202, tickets: 228 },
};

const singular: Record<Kind, string> = { contacts: 'contact', tickets: 'ticket', notes: 'note' };

export function toLinks(associations: LinkRequest[] | undefined): Link[] {
	return (associations ?? []).flatMap(({ to, types }) => {
		if (to?.id === undefined || !types?.length) {
			throw invalid('Invalid input JSON: Some required fields were not set: [to, types]');
		}
		return types.map(({ associationTypeId }) => ({
			id: String(to.id),
			typeId: Number(associationTypeId),
		}));
	});
}

/** The type has to lead to that kind of record, and the record has to be there. */
export function checkLinks(records: Records, kind: Kind, links: Link[]): void {
	for (const { id, typeId } of links) {
		const target = Object.entries(typeIds[kind] ?? {}).find(([, it]) => it === typeId)?.[0];
		if (!target) throw invalid(`No association type ${typeId} leads from ${kind}`);
		if (records.live(target as Kind).some((it) => it.id === id)) continue;
		throw invalid(`The object ${id} of type ${target} to associate with does not exist`, {
			subCategory: 'crm.associations.INVALID_OBJECT_IDS',
		});
	}
}

export function showLinked(records: Records, { id, kind }: Record_, targets: Kind[]) {
	const lists = targets.flatMap((target) => {
		const found = records.linked(id, target);
		const type = `${singular[kind]}_to_${singular[target]}`;
		if (found.length === 0) return [];
		return [[target, { results: found.map((it) => ({ id: it.id, type })) }]];
	});
	return lists.length > 0 ? { associations: Object.fromEntries(lists) as object } : {};
}

export const createAssociationRoutes = (objects: Objects): DeskRoute[] => {
	const { records } = objects;
	const showTo = (kind: Kind, target: Kind) => (it: Record_) => ({
		// A number here, a text elsewhere.
		toObjectId: Number(it.id),
		associationTypes: [
			{ category: 'HUBSPOT_DEFINED', typeId: typeIds[kind]?.[target] ?? 0, label: null },
		],
	});
	const path = '/crm/v4/objects/:kind/:id/associations';
	return [
		[
			'POST',
			'/crm/v4/associations/:kind/:target/batch/read',
			({ body }, [name, targetName]) => {
				const [kind, target] = [toKind(name), toKind(targetName)];
				const { inputs } = (body ?? {}) as { inputs?: Array<{ id: string }> };
				if (!Array.isArray(inputs) || inputs.length > 1000) {
					throw invalid('inputs must be a list of at most 1000 ids');
				}
				const found = inputs.map(({ id }) => ({ id, to: records.linked(id, target) }));
				const results = found
					.filter(({ to }) => to.length > 0)
					.map(({ id, to }) => ({ from: { id }, to: to.map(showTo(kind, target)) }));
				const errors = found
					.filter(({ to }) => to.length === 0)
					.map(({ id }) => ({
						...{ status: 'error', category: 'OBJECT_NOT_FOUND' },
						subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
						message: `No ${singular[target]} is associated with ${singular[kind]} ${id}.`,
						context: { fromObjectId: [id] },
					}));
				return batch(objects, results, errors, 200);
			},
		],
		[
			'GET',
			`${path}/:target`,
			(_request, [name, id, targetName]) => {
				const [kind, target] = [toKind(name), toKind(targetName)];
				records.get(kind, id);
				return json(200, { results: records.linked(id, target).map(showTo(kind, target)) });
			},
		],
		[
			'PUT',
			`${path}/default/:target/:targetId`,
			(_request, [name, id, targetName, targetId]) => {
				const [from, to] = [
					records.get(toKind(name), id),
					records.get(toKind(targetName), targetId),
				];
				records.link(from.id, to.id);
				return batch(objects, [{ from: { id: from.id }, to: { id: to.id } }], [], 200);
			},
		],
		[
			'DELETE',
			`${path}/:target/:targetId`,
			(_request, [name, id, targetName, targetId]) => {
				records.unlink(
					records.get(toKind(name), id).id,
					records.get(toKind(targetName), targetId).id,
				);
				return json(204);
			},
		],
	];
};
