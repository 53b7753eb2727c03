/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** X's own description of its API (v2.166, legacy field names). Not part of the repository: X's terms. */
export const xOpenApiFile = join(
	__dirname,
	'..',
	'..',
	'..',
	'shared',
	'data',
	'x-openapi-2.166.json',
);
export const hasXOpenApi = existsSync(xOpenApiFile);

/** The parts of the description that tests look into. */
export interface XDescription {
	paths: Record<string, Partial<Record<string, XOperation>>>;
	components: {
		schemas: Record<
			string,
			{
				properties?: Record<string, unknown>;
				discriminator?: { mapping: Record<string, string> };
			}
		>;
		parameters: Record<string, XParameter>;
	};
}

export interface XOperation {
	parameters?: Array<XParameter | { $ref: string }>;
	requestBody?: { required?: boolean; content: Record<string, unknown> };
	responses: Record<string, { content?: Record<string, unknown> }>;
	/** One of these will do; each with the scopes it needs. */
	security?: Array<Record<string, string[]>>;
}

export interface XParameter {
	name: string;
	in: 'path' | 'query';
	required?: boolean;
	schema: { type?: string; $ref?: string };
}

export interface XOpenApi {
	description: XDescription;
	/** What is wrong with a value by the schema at that place, e.g. `['components', 'schemas', 'Tweet']`. */
	findErrors(place: readonly string[], value: unknown): ErrorObject[];
}

/** Throws when the file is not here: ask `hasXOpenApi` before. */
export function openXOpenApi(): XOpenApi {
	const description = JSON.parse(readFileSync(xOpenApiFile, 'utf8')) as XDescription;
	const compiled = new Map<string, ValidateFunction>();
	const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true });
	addFormats(ajv);
	// X's file has types and a pattern where the name of a format belongs.
	ajv.addFormat('long', true);
	ajv.addFormat('integer', true);
	ajv.addFormat('^[0-9]{1,19}$', /^[0-9]{1,19}$/);
	ajv.addSchema(description, 'x');
	return {
		description,
		findErrors(place, value) {
			const $ref = `x#/${place.map(toPointerPart).join('/')}`;
			const validate = compiled.get($ref) ?? ajv.compile({ $ref });
			compiled.set($ref, validate);
			validate(value);
			return validate.errors ?? [];
		},
	};
}

const toPointerPart = (part: string) =>
	encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
