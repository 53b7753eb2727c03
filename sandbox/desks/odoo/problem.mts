/** An exception as Odoo tells of it: JSON-2 with its own status, JSON-RPC always with 200. */
export class OdooProblem extends Error {
	readonly name: string;
	readonly status: number;

	constructor(name: string, status: number, message: string) {
		super(message);
		this.name = name;
		this.status = status;
	}

	toBody() {
		const { name, message } = this;
		const debug = `Traceback (most recent call last):\n  File "/opt/odoo/http.py"\n${name}: ${message}`;
		return { name, message, arguments: [message], context: {}, debug };
	}
}

export const userError = (message: string) =>
	new OdooProblem('odoo.exceptions.UserError', 422, message);
export const validationError = (message: string) =>
	new OdooProblem('odoo.exceptions.ValidationError', 422, message);
export const accessError = (what: string, label: string, model: string) =>
	new OdooProblem(
		'odoo.exceptions.AccessError',
		403,
		`You are not allowed to ${what} '${label}' (${model}) records.\n\nContact your administrator to request access if necessary.`,
	);
export const missingError = (model: string, ids: number[]) =>
	new OdooProblem(
		'odoo.exceptions.MissingError',
		404,
		`Record does not exist or has been deleted.\n(Record: ${model}(${ids.join(', ')},), User: 2)`,
	);
export const valueError = (message: string) => new OdooProblem('builtins.ValueError', 500, message);
export const notFound = (message: string) =>
	new OdooProblem('werkzeug.exceptions.NotFound', 404, message);
export const unprocessable = (message: string) =>
	new OdooProblem('werkzeug.exceptions.UnprocessableEntity', 422, message);
export const unauthorized = (message: string) =>
	new OdooProblem('werkzeug.exceptions.Unauthorized', 401, message);
