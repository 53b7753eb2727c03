import type { Clock } from '../../clock.mts';
import { iso } from '../../clock.mts';
import type { DeskRoute } from '../service.mts';
import { json } from '../service.mts';
import { invalid, notFound } from './errors.mts';
import { toKind } from './objects.mts';
import { owners, pipelines, showPipeline } from './pipelines.mts';
import type { Kind, Properties } from './properties.mts';

/** What an administrator sets up: properties, pipelines, owners, the account itself. */
export const createSettingsRoutes = (
	clock: Clock,
	schemas: Record<Kind, Properties>,
): DeskRoute[] => {
	const now = () => iso(clock.now());
	const path = '/crm/v3/properties/:kind';
	const schema = (name: string) => schemas[toKind(name)];
	return [
		[
			'GET',
			`${path}/groups`,
			(_, [kind]) => json(200, { results: [...schema(kind).groups.values()] }),
		],
		[
			'POST',
			`${path}/groups`,
			({ body }, [kind]) =>
				json(201, schema(kind).createGroup((body ?? {}) as Record<string, unknown>)),
		],
		['GET', path, (_, [kind]) => json(200, { results: schema(kind).all() })],
		[
			'POST',
			path,
			({ body }, [kind]) =>
				json(201, schema(kind).create((body ?? {}) as Record<string, unknown>, now())),
		],
		[
			'GET',
			`${path}/:name`,
			(_, [kind, name]) => {
				const property = schema(kind).get(name);
				if (!property) throw notFound();
				return json(200, property);
			},
		],
		[
			'DELETE',
			`${path}/:name`,
			(_, [kind, name]) => {
				schema(kind).archive(name);
				return json(204);
			},
		],
		...['/crm/v3/pipelines/tickets', '/crm/v3/pipelines/0-5'].map(
			(list): DeskRoute => [
				'GET',
				list,
				() => json(200, { results: pipelines.map((it) => showPipeline(it, now())) }),
			],
		),
		...['/crm/v3/owners', '/crm/v3/owners/'].map(
			(list): DeskRoute => [
				'GET',
				list,
				({ query }) => {
					const limit = Number(query.get('limit') ?? 100);
					if (!(limit >= 1 && limit <= 500)) throw invalid('limit must be between 1 and 500');
					// Pages of two at most, so that nobody forgets that there are pages.
					const from = Number(query.get('after') ?? 0);
					const end = from + Math.min(limit, 2);
					const results = owners.slice(from, end).map((it) => ({
						...{ ...it, createdAt: now(), updatedAt: now(), archived: false },
						teams: [],
					}));
					const paging = { next: { after: String(end) } };
					return json(200, { results, ...(end < owners.length && { paging }) });
				},
			],
		),
		[
			'GET',
			'/account-info/v3/details',
			() =>
				json(200, {
					...{ portalId: 62515, accountType: 'STANDARD', timeZone: 'Europe/Berlin' },
					...{ companyCurrency: 'EUR', uiDomain: 'app.hubspot.com', dataHostingLocation: 'na1' },
				}),
		],
	];
};
