import type { Clock } from '../../clock.mts';
import { iso } from '../../clock.mts';
import { invalid, invalidValues, notFound } from './errors.mts';
import { findStage, isClosedStage, owners } from './pipelines.mts';
import type { Kind, Properties } from './properties.mts';
import { checkValues } from './properties.mts';

export interface Record_ {
	id: string;
	kind: Kind;
	properties: Record<string, string>;
	/** By property, newest first. */
	history: Record<string, Change[]>;
	createdMs: number;
	updatedMs: number;
	archivedMs?: number;
}

export interface Change {
	value: string;
	timestamp: string;
	sourceType: string;
	sourceId: string;
	updatedByUserId?: number;
}

/** Who writes: an app with a token, or somebody in HubSpot's own pages. */
export type Source = Pick<Change, 'sourceType' | 'sourceId' | 'updatedByUserId'>;

export const app: Source = { sourceType: 'INTEGRATION', sourceId: '4711001' };
export const person: Source = {
	...{ sourceType: 'CRM_UI', sourceId: 'userId:501', updatedByUserId: 501 },
};

/** Records and what hangs on what. */
export type Records = ReturnType<typeof createRecords>;

export function createRecords(clock: Clock, schemas: Record<Kind, Properties>) {
	const records = new Map<string, Record_>();
	/** `<id>>` to the ids it is associated with, both ways. */
	const links = new Map<string, Set<string>>();
	let lastId = 31_000_000_000;
	const settings = { archivedHoldsKeys: false };

	const all = (kind: Kind) => [...records.values()].filter((it) => it.kind === kind);
	const live = (kind: Kind) => all(kind).filter(({ archivedMs }) => archivedMs === undefined);

	/** The record a unique property's value names; texts are compared as HubSpot does, whatever their case. */
	const findBy = (kind: Kind, name: string, value: string, among = live(kind)) => {
		if (name === 'hs_object_id') return among.find(({ id }) => id === value);
		if (!schemas[kind].get(name)?.hasUniqueValue) {
			throw invalid(`Unable to look up by non-unique ${kind} property "${name}"`);
		}
		const wanted = value.toLowerCase();
		return among.find(({ properties }) => properties[name]?.toLowerCase() === wanted);
	};

	const checkUnique = (kind: Kind, values: Record<string, string>, ownId?: string) => {
		const among = settings.archivedHoldsKeys ? all(kind) : live(kind);
		const taken = Object.entries(values).filter(([name, value]) => {
			if (!value || !schemas[kind].get(name)?.hasUniqueValue) return false;
			const holder = findBy(kind, name, value, among);
			return holder !== undefined && holder.id !== ownId;
		});
		if (taken.length === 0) return;
		throw invalidValues(
			taken.map(([name, value]) => ({
				...{ message: `${value} already has that value.`, error: 'CONFLICTING_UNIQUE_VALUE', name },
			})),
		);
	};

	const checkTicket = (properties: Record<string, string>) => {
		const { hs_pipeline: pipeline = '0', hs_pipeline_stage: stage = '' } = properties;
		if (!stage) {
			const message = 'Property "hs_pipeline_stage" is required';
			throw invalidValues([{ message, error: 'REQUIRED_FIELD', name: 'hs_pipeline_stage' }]);
		}
		if (!findStage(pipeline, stage)) {
			const message = `${stage} is not a stage of the pipeline ${pipeline}`;
			throw invalidValues([
				{ message, error: 'INVALID_PIPELINE_STAGE_ID', name: 'hs_pipeline_stage' },
			]);
		}
	};

	const check = (
		kind: Kind,
		values: Record<string, string>,
		held: Record<string, string>,
		ownId?: string,
	) => {
		checkValues(schemas[kind], values);
		const owner = values.hubspot_owner_id;
		if (owner && !owners.some(({ id }) => id === owner)) {
			const message = `Owner ${owner} does not exist`;
			throw invalidValues([{ message, error: 'INVALID_OWNER_ID', name: 'hubspot_owner_id' }]);
		}
		const after = { ...held, ...values };
		if (kind === 'tickets') checkTicket(after);
		if (kind === 'notes' && !after.hs_timestamp) {
			const message = 'Property "hs_timestamp" is required';
			throw invalidValues([{ message, error: 'REQUIRED_FIELD', name: 'hs_timestamp' }]);
		}
		checkUnique(kind, values, ownId);
	};

	const write = (record: Record_, values: Record<string, string>, source: Source) => {
		const now = clock.now();
		const timestamp = iso(now);
		for (const [name, value] of Object.entries(values)) {
			if ((record.properties[name] ?? '') === value) continue;
			record.properties[name] = value;
			(record.history[name] ??= []).unshift({ value, timestamp, ...source });
		}
		record.updatedMs = now;
		record.properties[modified(record.kind)] = timestamp;
		if (record.kind !== 'tickets') return;
		const { hs_pipeline: pipeline, hs_pipeline_stage: stage } = record.properties;
		const isClosed = isClosedStage(pipeline, stage);
		record.properties.closed_date = isClosed ? record.properties.closed_date || timestamp : '';
	};

	return {
		settings,
		all,
		live,
		findBy,
		/** Throws 404. Archived ones only when asked for. */
		get(kind: Kind, id: string, idProperty = 'hs_object_id', isArchived = false): Record_ {
			const among = all(kind).filter((it) => (it.archivedMs !== undefined) === isArchived);
			const record = findBy(kind, idProperty, id, among);
			if (!record) throw notFound();
			return record;
		},
		create(kind: Kind, values: Record<string, string>, source: Source = app): Record_ {
			const filled = kind === 'tickets' ? { hs_pipeline: '0', ...values } : values;
			check(kind, filled, {});
			if (Object.keys(values).length === 0)
				throw invalid('No properties found to create the record');
			const now = clock.now();
			const id = String(++lastId);
			const fixed = {
				hs_object_id: id,
				[kind === 'notes' ? 'hs_createdate' : 'createdate']: iso(now),
				...(kind === 'notes' && source.updatedByUserId
					? { hs_created_by: String(source.updatedByUserId) }
					: {}),
			};
			const record: Record_ = {
				...{ id, kind, properties: { ...fixed }, history: {}, createdMs: now, updatedMs: now },
			};
			records.set(id, record);
			write(record, filled, source);
			return record;
		},
		update(record: Record_, values: Record<string, string>, source: Source = app): Record_ {
			if (Object.keys(values).length === 0) throw invalid('No properties found to update');
			check(record.kind, values, record.properties, record.id);
			write(record, values, source);
			return record;
		},
		archive(record: Record_) {
			record.archivedMs = clock.now();
		},
		link(one: string, other: string) {
			for (const [from, to] of [
				[one, other],
				[other, one],
			]) {
				links.set(from, (links.get(from) ?? new Set()).add(to));
			}
		},
		unlink(one: string, other: string) {
			links.get(one)?.delete(other);
			links.get(other)?.delete(one);
		},
		/** Live records of the kind that hang on the record. */
		linked: (id: string, kind: Kind) => live(kind).filter((it) => links.get(id)?.has(it.id)),
	};
}

export const modified = (kind: Kind) =>
	kind === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
