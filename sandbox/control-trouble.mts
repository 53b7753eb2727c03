import { iso } from './clock.mts';
import { X_EPOCH_MS } from './ids.mts';
import {
	ControlInputError,
	readBoolean,
	readFields,
	readOneOf,
	readText,
	readTime,
	readWhole,
	type Fields,
} from './control-input.mts';
import { ACTIVITY_SETTINGS, readActivitySettings } from './activity-settings.mts';
import { MONEY_FIELDS, setMoney } from './credits.mts';
import type { Limit } from './limits.mts';
import { NAMED_PROBLEMS, type ProblemName } from './problems.mts';
import { ROUTES } from './routes.mts';
import type { Sandbox, Universe } from './state.mts';

/** Control routes that set the scene: time, faults, limits, and how strict X is. */

const FAULT_FIELDS = [
	'path',
	'method',
	'status',
	'times',
	'retryAfter',
	'body',
	'html',
	'hang',
	'dropBefore',
	'dropAfter',
	'malformed',
	'problem',
];
const EFFECTS = [
	'status',
	'body',
	'problem',
	'html',
	'hang',
	'dropBefore',
	'dropAfter',
	'malformed',
];
const LIMITS = ['user', 'app', 'userDay', 'appDay'];
const TEN_YEARS_MS = 10 * 365 * 86_400_000;

export function reset(sandbox: Sandbox, body: unknown) {
	const fields = readFields(body ?? {}, ['now']);
	sandbox.reset(readTime(fields, 'now', X_EPOCH_MS));
	return readClock(sandbox.current);
}

export const readClock = ({ clock }: Universe) => ({ now: iso(clock.now()), mode: clock.mode() });

export function setClock(universe: Universe, body: unknown) {
	const fields = readFields(body, ['now', 'advanceMs', 'real']);
	const { clock } = universe;
	const now = readTime(fields, 'now', X_EPOCH_MS);
	const advanceMs = readWhole(fields, 'advanceMs', -TEN_YEARS_MS, TEN_YEARS_MS);
	const real = readBoolean(fields, 'real');
	if (now === undefined && advanceMs === undefined && real !== true) {
		throw new ControlInputError(
			'body',
			body,
			'Send now (freezes there), advanceMs, or real: true.',
		);
	}
	if (real) clock.real();
	if (now !== undefined) clock.freeze(now);
	if (advanceMs !== undefined) clock.advance(advanceMs);
	universe.activity.webhooks.checkDue();
	return readClock(universe);
}

export function addFault(universe: Universe, body: unknown) {
	const fields = readFields(body, FAULT_FIELDS);
	const path = readText(fields, 'path', 200);
	try {
		new RegExp(path);
	} catch {
		throw new ControlInputError(
			'path',
			path,
			'Send the start of a path such as /2/tweets, or a valid regular expression.',
		);
	}
	if (!EFFECTS.some((name) => fields[name] !== undefined)) {
		throw new ControlInputError(
			'body',
			body,
			`Say what shall happen: one of ${EFFECTS.join(', ')}.`,
		);
	}
	if (
		fields.body !== undefined &&
		typeof fields.body !== 'string' &&
		typeof fields.body !== 'object'
	) {
		throw new ControlInputError('body', fields.body, 'Send a text or a JSON object.');
	}
	const faultId = universe.faults.add({
		path,
		method: fields.method === undefined ? undefined : readText(fields, 'method', 10).toUpperCase(),
		times: readWhole(fields, 'times', 1, 1_000_000) ?? 1,
		status: readWhole(fields, 'status', 200, 599),
		problem: readOneOf(fields, 'problem', Object.keys(NAMED_PROBLEMS) as ProblemName[]),
		retryAfter: readWhole(fields, 'retryAfter', 0, 86_400),
		body: fields.body,
		html: readBoolean(fields, 'html'),
		hang: readBoolean(fields, 'hang'),
		dropBefore: readBoolean(fields, 'dropBefore'),
		dropAfter: readBoolean(fields, 'dropAfter'),
		malformed: readBoolean(fields, 'malformed'),
	});
	return { faultId };
}

export function clearFaults(sandbox: Sandbox) {
	const cleared = sandbox.current.faults.list().length;
	sandbox.current.faults.clear();
	for (const end of sandbox.hanging) end();
	return { cleared };
}

export function setSettings(universe: Universe, body: unknown) {
	const fields = readFields(body, [
		'ownedReads',
		'tokenExpired',
		'summonVariant',
		'implicitSummon',
		'repostVariant',
		'premium',
		...MONEY_FIELDS,
		'dmThrottled',
		...ACTIVITY_SETTINGS,
		'limits',
	]);
	const limits = fields.limits === undefined ? [] : readLimits(fields.limits);
	const { settings, tokens } = universe;
	Object.assign(settings, readActivitySettings(fields));
	const tokenExpired = readBoolean(fields, 'tokenExpired');
	settings.ownedReads = readBoolean(fields, 'ownedReads') ?? settings.ownedReads;
	setMoney(universe, fields);
	settings.premium = readBoolean(fields, 'premium') ?? settings.premium;
	settings.repostVariant =
		readOneOf(fields, 'repostVariant', [1, 2] as const) ?? settings.repostVariant;
	settings.implicitSummon = readBoolean(fields, 'implicitSummon') ?? settings.implicitSummon;
	settings.dmThrottled = readBoolean(fields, 'dmThrottled') ?? settings.dmThrottled;
	settings.summonVariant =
		readOneOf(fields, 'summonVariant', [1, 2] as const) ?? settings.summonVariant;
	if (tokenExpired !== undefined) {
		settings.tokenExpired = tokenExpired;
		tokens.expireAll(tokenExpired);
	}
	for (const [name, limit] of limits) universe.limits.override(name, limit);
	return { ...settings, limits: universe.limits.overrides() };
}

/** `{ mentions: 2 }` for every kind of token, or `{ mentions: { user: 2, app: 5 } }`. */
function readLimits(value: unknown): Array<[string, Limit]> {
	const names = [...new Set(ROUTES.map((route) => route.name))];
	const fields: Fields = readFields(value, names, 'limits');
	return names
		.filter((name) => fields[name] !== undefined)
		.map((name) => {
			const both = typeof fields[name] === 'number' ? readWhole(fields, name, 0, 1e6) : undefined;
			if (both !== undefined) return [name, { user: both, app: both }];
			const given = readFields(fields[name], LIMITS, `limits.${name}`);
			const entries = LIMITS.map((key) => [key, readWhole(given, key, 0, 1e6)]).filter(
				([, number]) => number !== undefined,
			);
			return [name, Object.fromEntries(entries) as Limit];
		});
}
