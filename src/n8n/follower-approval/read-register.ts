import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidItem } from '../../domain/field';
import { openRegister, type Register } from '../../domain/register-index';
import { readOneOf } from '../setting';
import { showHint } from '../show-hint';
import { findFailure, readInput, refuseExecuteOnce } from './inputs';

export interface RegisterRead {
	register: Register;
	/** The rows of the *Register* input, in its order; empty when the register was typed in. */
	rows: IDataObject[];
}

/** The input that register rows come by. */
export const registerInput = 1;

/** The register as the node was given it. Throws `InvalidItem` when it is empty or cannot be read. */
export function readRegister(context: IExecuteFunctions): RegisterRead {
	const from = readOneOf('Register', context.getNodeParameter('registerFrom', 0, 'input'), [
		'input',
		'typed',
	]);
	if (from === 'typed') {
		const typed: unknown = context.getNodeParameter('register', 0, '[]');
		return { register: openRegister(typed), rows: [] };
	}
	refuseExecuteOnce(context);
	const rows = readInput(context, registerInput).map(({ json }) => json);
	for (const [index, row] of rows.entries()) {
		const failure = findFailure(row);
		if (failure === undefined) continue;
		throw new InvalidItem(`Register, row ${index + 1}`, failure, 'a row about a person', failed);
	}
	const isEmpty = rows.every((row) => Object.keys(row).length === 0);
	if (usualLimits.has(rows.length)) {
		showHint(context, `The register has just ${rows.length} rows. ${limitHint}`, 'warning');
	}
	return { register: openRegister(isEmpty ? [] : rows), rows };
}

/** What nodes that read tables stop at unless told. */
const usualLimits = new Set([50, 100]);

const limitHint =
	"If its table has more, those who are missing count as not on it: switch 'Return All' on in the node that reads it.";

const failed =
	'The node that reads the register has failed and handed on its error: look at its output, and run again.';
