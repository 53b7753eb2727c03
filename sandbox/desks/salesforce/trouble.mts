/** A complaint, as Salesforce words it. */
export class Trouble extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly fields: string[] = [],
	) {
		super(message);
	}

	/** In the list of a plain answer. */
	get entry(): Record<string, unknown> {
		const { message, code, fields } = this;
		return { message, errorCode: code, ...(fields.length > 0 ? { fields } : {}) };
	}

	/** In the results of a tree or collection. */
	get result(): Record<string, unknown> {
		return { statusCode: this.code, message: this.message, fields: this.fields };
	}
}

export const noColumn = (field: string, object: string, where: string): Trouble =>
	new Trouble(
		400,
		'INVALID_FIELD',
		`${where}No such column '${field}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
	);

export const noType = (object: string): Trouble =>
	new Trouble(
		400,
		'INVALID_TYPE',
		`sObject type '${object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name.`,
	);
